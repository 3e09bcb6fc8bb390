/** What goes into a graph, the same for every trainer here. */
import { elements } from '../../network/layers.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { maskShapes } from '../check.ts'
import type { Batch, Tensors } from '../engine.ts'
import { names } from './names.ts'
import type { GraphOptions } from './network-graph.ts'
import type { Part } from './parts.ts'
import { type Feeds, OnnxTensor } from './session.ts'

/** Tensors over the parameters' own memory: what changes there is what the next run reads. */
export function parameterFeeds(parameters: Tensors): Feeds {
  return Object.fromEntries(
    [...parameters].map(([name, { shape, data }]) => [name, new OnnxTensor('float32', data, shape)]),
  )
}

/**
 * Images, labels, weights and masks of a part of a batch. Masks that the batch leaves out are ones, and so are weights,
 * which are divided by the number of pictures in the batch.
 */
export function batchFeeds(batch: Batch, network: NetworkSpec, part: Part): Feeds {
  const count = batch.labels.length
  const masks = [...maskShapes(network, part.size)].map(([layer, shape]): [string, OnnxTensor] => {
    const mask = batch.masks?.get(layer)
    const values = mask === undefined ? new Float32Array(elements(shape)).fill(1) : cut(mask, count, part)
    return [names.mask(layer), new OnnxTensor('float32', values, shape)]
  })
  const weights = (batch.weights ?? new Float32Array(count).fill(1)).map((weight) => weight / count)
  return {
    ...Object.fromEntries(masks),
    [names.images]: imageTensor(cut(batch.images, count, part), part.size, network.crop),
    [names.labels]: new OnnxTensor('int32', cut(batch.labels, count, part), [part.size, 1]),
    [names.weights]: new OnnxTensor('float32', cut(weights, count, part), [part.size, 1]),
  }
}

/** The part's numbers out of those of `count` pictures: a view, or a copy with zeros where it reaches beyond. */
function cut<Numbers extends Uint8Array | Float32Array | Int32Array>(
  numbers: Numbers,
  count: number,
  { first, size }: Part,
): Numbers {
  const length = numbers.length / count
  const inside = numbers.subarray(first * length, (first + size) * length) as Numbers
  if (inside.length === size * length) return inside
  const padded = new (numbers.constructor as new (length: number) => Numbers)(size * length)
  padded.set(inside)
  return padded
}

export function imagesKind(images: Uint8Array | Float32Array): GraphOptions['images'] {
  return images instanceof Uint8Array ? 'bytes' : 'floats'
}

export function imageTensor(images: Uint8Array | Float32Array, count: number, crop: number): OnnxTensor {
  return images instanceof Uint8Array
    ? new OnnxTensor('uint8', images, [count, crop, crop, 3])
    : new OnnxTensor('float32', images, [count, 3, crop, crop])
}
