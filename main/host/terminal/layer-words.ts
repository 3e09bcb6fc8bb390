/** What a layer does, in words. */
import type { LayerForm, LayerRow } from '../../../preload/contract/index.ts'
import { count } from './words.ts'

const functionNames = { relu: 'ReLU, max(0, x)', sigmoid: 'logistic sigmoid', tanh: 'hyperbolic tangent' }

export function layerWords({ form, outputShape }: LayerRow): string {
  switch (form.kind) {
    case 'input':
      return `${square(outputShape.at(-1)!)} pixels, red, green and blue`
    case 'convolution': {
      const groups = form.groups === 1 ? '' : `, in ${String(form.groups)} groups`
      return `${count(form.kernels)} kernels ${square(form.size)}, stride ${String(form.stride)}, ${padding(form)}${groups}`
    }
    case 'activation':
      return functionNames[form.function]
    case 'lrn':
      return `over ${String(form.size)} channels, k ${String(form.k)}, α ${String(form.alpha)}, β ${String(form.beta)}`
    case 'pooling':
      return `${form.mode} of ${square(form.size)}, stride ${String(form.stride)}`
    case 'dense':
      return `${count(form.inputs)} to ${count(form.units)}`
    case 'dropout':
      return `drops ${String(Math.round(form.rate * 100))} % in training`
    case 'softmax':
      return 'logits to probabilities that sum to 1'
    default:
      return form satisfies never
  }
}

function square(side: number): string {
  return `${String(side)}×${String(side)}`
}

function padding({ padding: { top, left, bottom, right } }: Extract<LayerForm, { kind: 'convolution' }>): string {
  if (top === bottom && left === right && top === left) return top === 0 ? 'no padding' : `padding ${String(top)}`
  return `padding ${String(top)} top, ${String(left)} left, ${String(bottom)} bottom, ${String(right)} right`
}
