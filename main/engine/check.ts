/** Checks of what callers hand to an engine, the same for every engine: each refusal names the tensor. */
import { elements, hasParameters, layersOf, parameterShapes } from '../network/layers.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { type Batch, EngineError, type Tensors } from './engine.ts'

/** Shapes of all parameters by PyTorch's names, in the order of the layers. */
export function expectedParameters(network: NetworkSpec): ReadonlyMap<string, readonly number[]> {
  const shapes = layersOf(network)
    .filter(hasParameters)
    .flatMap((placed): [string, readonly number[]][] => {
      const { weight, bias } = parameterShapes(placed)
      return [
        [`${placed.layer.name}.weight`, weight],
        [`${placed.layer.name}.bias`, bias],
      ]
    })
  return new Map(shapes)
}

/** Throws `bad-tensor` unless there is each of the network's parameters, in its shape, and nothing else. */
export function checkParameters(network: NetworkSpec, parameters: Tensors): void {
  const expected = expectedParameters(network)
  for (const [name, shape] of expected) {
    const tensor = parameters.get(name)
    if (tensor === undefined)
      throw new EngineError('bad-tensor', `The tensor ${name} [${shape.join(', ')}] is missing.`)
    if (tensor.shape.join() !== shape.join() || tensor.data.length !== elements(shape)) {
      throw new EngineError(
        'bad-tensor',
        `The tensor ${name} is [${tensor.shape.join(', ')}], but this network needs [${shape.join(', ')}].`,
      )
    }
  }
  const extra = [...parameters.keys()].find((name) => !expected.has(name))
  if (extra !== undefined) throw new EngineError('bad-tensor', `The tensor ${extra} is not part of this network.`)
}

/** Shape of each dropout mask of a training batch, by the name of its layer. */
export function maskShapes(network: NetworkSpec, batch: number): ReadonlyMap<string, readonly number[]> {
  const shapes = layersOf(network).flatMap(({ layer, input }): [string, readonly number[]][] =>
    layer.kind === 'dropout' && layer.rate > 0 ? [[layer.name, [batch, elements(input)]]] : [],
  )
  return new Map(shapes)
}

/** Throws `bad-tensor` unless the batch has `size` pictures of the network's crop with labels in range and masks of their shapes. */
export function checkBatch(network: NetworkSpec, batch: Batch, size: number): void {
  checkImages(network, batch.images, size)
  if (batch.labels.length !== size) {
    throw new EngineError(
      'bad-tensor',
      `The batch has ${String(batch.labels.length)} labels for ${String(size)} images.`,
    )
  }
  const wrong = batch.labels.find((label) => label < 0 || label >= network.classes)
  if (wrong !== undefined) {
    throw new EngineError(
      'bad-tensor',
      `The label ${String(wrong)} is out of range: this network has the classes 0 to ${String(network.classes - 1)}.`,
    )
  }
  if (batch.weights !== undefined && !(batch.weights.length === size && batch.weights.every(Number.isFinite))) {
    throw new EngineError('bad-tensor', `The weights of the pictures are not ${String(size)} finite numbers.`)
  }
  for (const [layer, shape] of maskShapes(network, size)) {
    const mask = batch.masks?.get(layer)
    if (mask === undefined || mask.length === elements(shape)) continue
    throw new EngineError(
      'bad-tensor',
      `The mask of ${layer} holds ${String(mask.length)} numbers, but needs [${shape.join(', ')}].`,
    )
  }
}

/** Throws `bad-tensor` unless these are `count` pictures of the network's crop, every number finite. */
export function checkImages(network: NetworkSpec, images: Uint8Array | Float32Array, count: number): void {
  const length = count * 3 * network.crop ** 2
  if (images.length !== length) {
    throw new EngineError(
      'bad-tensor',
      `The images hold ${String(images.length)} numbers, but ${String(count)} crops of ${String(network.crop)}×${String(network.crop)} hold ${String(length)}.`,
    )
  }
  const lost = images instanceof Float32Array ? images.findIndex((value) => !Number.isFinite(value)) : -1
  if (lost >= 0) {
    const picture = Math.floor(lost / (length / count))
    throw new EngineError(
      'bad-tensor',
      `The images hold ${String(images[lost])} in picture ${String(picture)}, counted from 0.`,
    )
  }
}
