/** What goes into a graph, the same for every trainer here. */
import { elements } from '../../network/layers.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { maskShapes } from '../check.ts'
import type { Tensors } from '../engine.ts'
import type { BatchPart } from '../parts.ts'
import { names } from './names.ts'
import type { GraphOptions } from './network-graph.ts'
import { type Feeds, OnnxTensor } from './session.ts'

/** Tensors over the parameters' own memory: what changes there is what the next run reads. */
export function parameterFeeds(parameters: Tensors): Feeds {
  return Object.fromEntries(
    [...parameters].map(([name, { shape, data }]) => [name, new OnnxTensor('float32', data, shape)]),
  )
}

/** Images, labels, weights and masks of a part of a batch; masks that are left out are ones. */
export function partFeeds({ images, labels, weights, masks }: BatchPart, network: NetworkSpec): Feeds {
  const size = labels.length
  const maskFeeds = [...maskShapes(network, size)].map(([layer, shape]): [string, OnnxTensor] => {
    const mask = masks?.get(layer) ?? new Float32Array(elements(shape)).fill(1)
    return [names.mask(layer), new OnnxTensor('float32', mask, shape)]
  })
  return {
    ...Object.fromEntries(maskFeeds),
    [names.images]: imageTensor(images, size, network.crop),
    [names.labels]: new OnnxTensor('int32', labels, [size, 1]),
    [names.weights]: new OnnxTensor('float32', weights, [size, 1]),
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
