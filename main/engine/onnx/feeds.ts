/** What goes into a graph and what is checked when it comes out, the same for every trainer here. */
import { elements } from '../../network/layers.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { maskShapes } from '../check.ts'
import { type Batch, EngineError, type Tensors } from '../engine.ts'
import { type GraphOptions, names } from './network-graph.ts'
import { type Feeds, OnnxTensor } from './session.ts'

/** Tensors over the parameters' own memory: what changes there is what the next run reads. */
export function parameterFeeds(parameters: Tensors): Feeds {
  return Object.fromEntries(
    [...parameters].map(([name, { shape, data }]) => [name, new OnnxTensor('float32', data, shape)]),
  )
}

/** Images, labels and masks of a training batch of `size` pictures; masks that the batch leaves out are ones. */
export function batchFeeds(batch: Batch, network: NetworkSpec, size: number): Feeds {
  const masks = [...maskShapes(network, size)].map(([layer, shape]): [string, OnnxTensor] => {
    const mask = batch.masks?.get(layer) ?? new Float32Array(elements(shape)).fill(1)
    return [names.mask(layer), new OnnxTensor('float32', mask, shape)]
  })
  return {
    ...Object.fromEntries(masks),
    [names.images]: imageTensor(batch.images, size, network.crop),
    [names.labels]: new OnnxTensor('int32', batch.labels, [size, 1]),
  }
}

export function imagesKind(images: Uint8Array | Float32Array): GraphOptions['images'] {
  return images instanceof Uint8Array ? 'bytes' : 'floats'
}

export function imageTensor(images: Uint8Array | Float32Array, count: number, crop: number): OnnxTensor {
  return images instanceof Uint8Array
    ? new OnnxTensor('uint8', images, [count, crop, crop, 3])
    : new OnnxTensor('float32', images, [count, 3, crop, crop])
}

/** The loss of a step; throws `not-finite` where it is no number. */
export function finiteLoss(outputs: Feeds): number {
  const loss = Number((outputs[names.loss]!.data as Float32Array)[0])
  if (!Number.isFinite(loss)) {
    throw new EngineError('not-finite', `The loss became ${String(loss)}: choose a lower learning rate.`)
  }
  return loss
}
