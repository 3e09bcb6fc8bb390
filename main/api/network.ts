/** A network as the table that people read: every layer in words, with its shape and what it costs. */
import type { LayerRow, NetworkName, NetworkTable } from '../../preload/contract/index.ts'
import { countsOf } from '../network/counts.ts'
import type { Layer, Padding, PlacedLayer } from '../network/layers.ts'
import { preset } from '../network/spec.ts'

const bytesPerParameter = 4

export function networkTable(network: NetworkName, classes: number): NetworkTable {
  const spec = preset(network, classes)
  const { layers, ...totals } = countsOf(spec)
  const nothing = { parameters: 0, multiplyAdds: 0, neurons: 0 }
  const input: LayerRow = {
    name: 'input',
    kind: 'input',
    description: `${String(spec.crop)}×${String(spec.crop)} pixels, red, green and blue`,
    outputShape: [3, spec.crop, spec.crop],
    ...nothing,
  }
  const softmax: LayerRow = {
    name: 'softmax',
    kind: 'softmax',
    description: 'logits to probabilities that sum to 1',
    outputShape: [classes],
    ...nothing,
  }
  const rows = layers.map(({ placed, parameters, multiplyAdds, neurons }): LayerRow => ({
    name: nameOf(placed.layer),
    kind: placed.layer.kind,
    description: describe(placed),
    outputShape: [...placed.output],
    parameters,
    multiplyAdds,
    neurons,
  }))
  return {
    network,
    classes,
    layers: [input, ...rows, softmax],
    ...totals,
    parameterBytes: totals.parameters * bytesPerParameter,
  }
}

/** Activation and dropout bear the name of the layer that they follow, so what they do is added. */
function nameOf(layer: Layer): string {
  if (layer.kind === 'activation') return `${layer.name} ${layer.function}`
  if (layer.kind === 'dropout') return `${layer.name} dropout`
  return layer.name
}

const functionNames = { relu: 'ReLU, max(0, x)', sigmoid: 'logistic sigmoid', tanh: 'hyperbolic tangent' }

function describe({ layer, input }: PlacedLayer): string {
  switch (layer.kind) {
    case 'convolution': {
      const groups = layer.groups === 1 ? '' : `, in ${String(layer.groups)} groups`
      return `${String(layer.kernels)} kernels ${square(layer.size)}, stride ${String(layer.stride)}, ${padding(layer.padding)}${groups}`
    }
    case 'activation':
      return functionNames[layer.function]
    case 'lrn':
      return `over ${String(layer.size)} channels, k ${String(layer.k)}, α ${String(layer.alpha)}, β ${String(layer.beta)}`
    case 'pooling':
      return `${layer.mode} of ${square(layer.size)}, stride ${String(layer.stride)}`
    case 'dense':
      return `${String(input.reduce((product, side) => product * side, 1))} to ${String(layer.units)}`
    case 'dropout':
      return `drops ${String(Math.round(layer.rate * 100))} % in training`
    default:
      return layer satisfies never
  }
}

function square(side: number): string {
  return `${String(side)}×${String(side)}`
}

function padding({ top, left, bottom, right }: Padding): string {
  if (top === bottom && left === right && top === left) return top === 0 ? 'no padding' : `padding ${String(top)}`
  return `padding ${String(top)} top, ${String(left)} left, ${String(bottom)} bottom, ${String(right)} right`
}
