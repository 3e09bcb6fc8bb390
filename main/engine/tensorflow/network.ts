/**
 * A network in TensorFlow.js: the logits of a batch as a function of its parameters, which TensorFlow differentiates.
 * Values are [batch, y, x, channel] here; parameters arrive in PyTorch's layouts and are turned by `layouts.ts`.
 */
import * as tf from '@tensorflow/tfjs-core'
import { type Convolution, layersOf, type PlacedLayer } from '../../network/layers.ts'
import type { NetworkSpec } from '../../network/spec.ts'

/** Parameters by name in TensorFlow's layouts: [y, x, in, out] and [in, out]. */
export type Variables = ReadonlyMap<string, tf.Tensor>
/** Masks of the dropout layers by name, [batch, width]; without one a layer drops nothing. */
export type Masks = ReadonlyMap<string, tf.Tensor2D>

/** Logits [batch, classes] of images [batch, y, x, channel]; `onActivation` hears of every hidden layer's activation. */
export function logitsOf(
  network: NetworkSpec,
  variables: Variables,
  images: tf.Tensor4D,
  masks: Masks,
  onActivation?: (layer: string, output: tf.Tensor) => void,
): tf.Tensor2D {
  return layersOf(network).reduce<tf.Tensor>((value, placed) => {
    const output = applyLayer(placed, value, variables, masks)
    if (placed.layer.kind === 'activation') onActivation?.(placed.layer.name, output)
    return output
  }, images) as tf.Tensor2D
}

function applyLayer({ layer }: PlacedLayer, value: tf.Tensor, variables: Variables, masks: Masks): tf.Tensor {
  switch (layer.kind) {
    case 'convolution':
      return convolve(layer, value as tf.Tensor4D, variables)
    case 'activation':
      return tf[layer.function](value)
    case 'lrn':
      return tf.localResponseNormalization(value as tf.Tensor4D, (layer.size - 1) / 2, layer.k, layer.alpha, layer.beta)
    case 'pooling': {
      const pool = layer.mode === 'max' ? tf.maxPool : tf.avgPool
      return pool(value as tf.Tensor4D, layer.size, layer.stride, 'valid')
    }
    case 'dense': {
      const product = tf.matMul(flat(value), variables.get(`${layer.name}.weight`) as tf.Tensor2D)
      return tf.add(product, variables.get(`${layer.name}.bias`)!)
    }
    case 'dropout': {
      const mask = masks.get(layer.name)
      return mask === undefined ? value : tf.mul(flat(value), mask)
    }
    default:
      return layer satisfies never
  }
}

/** Groups see their own share of the channels; TensorFlow.js has no grouped convolution. */
function convolve({ name, groups, stride, padding }: Convolution, value: tf.Tensor4D, variables: Variables): tf.Tensor {
  const { top, left, bottom, right } = padding
  const padded = tf.pad(value, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ])
  const weight = variables.get(`${name}.weight`) as tf.Tensor4D
  const outputs = Array.from({ length: groups }, (_, group) =>
    tf.conv2d(share(padded, group, groups), share(weight, group, groups), stride, 'valid'),
  )
  return tf.add(groups === 1 ? outputs[0]! : tf.concat(outputs, 3), variables.get(`${name}.bias`)!)
}

/** One group's part of the last axis. */
function share(value: tf.Tensor4D, group: number, groups: number): tf.Tensor4D {
  if (groups === 1) return value
  const [first, second, third, all] = value.shape
  const width = all / groups
  return tf.slice(value, [0, 0, 0, group * width], [first, second, third, width])
}

/** [batch, y, x, channel] → [batch, channel·y·x], the order of PyTorch's dense weights. */
function flat(value: tf.Tensor): tf.Tensor2D {
  if (value.rank === 2) return value as tf.Tensor2D
  const planes = tf.transpose(value as tf.Tensor4D, [0, 3, 1, 2])
  return tf.reshape(planes, [planes.shape[0], -1])
}
