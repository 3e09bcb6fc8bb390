/** What a layer does, in words. */
import type { LayerForm, LayerRow } from '../../../preload/contract/index.ts'
import { count, percent } from '../../format.ts'
import { t } from '../../locales/text.ts'

export function layerWords({ form, outputShape }: LayerRow): string {
  switch (form.kind) {
    case 'input':
      return t('network.layer.input', { side: outputShape.at(-1) ?? 0 })
    case 'convolution': {
      const { kernels, size, stride, groups } = form
      const values = { kernels: count(kernels), size, stride, groups, padding: paddingWords(form) }
      return t(groups === 1 ? 'network.layer.convolution' : 'network.layer.convolutionGrouped', values)
    }
    case 'activation':
      return t(`network.layer.${form.function}`)
    case 'lrn':
      return t('network.layer.lrn', { size: form.size, k: form.k, alpha: form.alpha, beta: form.beta })
    case 'pooling':
      return t(`network.layer.${form.mode}`, { size: form.size, stride: form.stride })
    case 'dense':
      return t('network.layer.dense', { inputs: count(form.inputs), units: count(form.units) })
    case 'dropout':
      return t('network.layer.dropout', { share: percent(form.rate, 0) })
    case 'softmax':
      return t('network.layer.softmax')
    default:
      return form satisfies never
  }
}

function paddingWords({ padding }: Extract<LayerForm, { kind: 'convolution' }>): string {
  const { top, left, bottom, right } = padding
  const isEven = top === bottom && left === right && top === left
  if (!isEven) return t('network.layer.paddings', { top, left, bottom, right })
  return top === 0 ? t('network.layer.noPadding') : t('network.layer.padding', { pixels: top })
}
