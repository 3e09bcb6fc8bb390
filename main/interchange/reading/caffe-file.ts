/** Weights of Caffe (.caffemodel), in the form of today and that before 2014. Field numbers are `caffe.proto`'s. */
import { readFile } from 'node:fs/promises'
import type { Content } from './content.ts'
import { theOnly, type LrnConstants } from './lrn.ts'
import { bytesAt, floatsAt, numberAt, textAt, wholeNumbersAt } from '../formats/protobuf.ts'
import type { Tensor } from '../parameters.ts'

/** What is known of a layer. */
interface CaffeLayer {
  readonly type: string
  readonly blobs: readonly Uint8Array[]
  /** `LRNParameter`. */
  readonly lrn: Uint8Array | undefined
}

/** `V1LayerParameter.LayerType`. */
const oldTypes: Readonly<Record<number, string>> = { 4: 'Convolution', 14: 'InnerProduct', 15: 'LRN', 17: 'Pooling' }

/** Throws an `Error` that says what is wrong with the file. */
export async function readCaffe(path: string): Promise<Content> {
  const network = await readFile(path)
  const layers = [
    ...bytesAt(network, 100).map((layer): CaffeLayer => ({
      type: textAt(layer, 2),
      blobs: bytesAt(layer, 7),
      lrn: bytesAt(layer, 118)[0],
    })),
    ...bytesAt(network, 2).map((layer): CaffeLayer => ({
      type: oldTypes[numberAt(layer, 5) ?? 0] ?? '',
      blobs: bytesAt(layer, 6),
      lrn: bytesAt(layer, 18)[0],
    })),
  ]
  if (layers.length === 0) throw new Error('it has no layers')
  const order = layers.map(({ type }) => type).filter((type) => type === 'LRN' || type === 'Pooling')
  if (order.includes('LRN') && order[0] === 'Pooling') {
    throw new Error('it pools before it normalises, as CaffeNet does and no network here')
  }
  const tensors = new Map<string, Tensor>()
  for (const [index, { type, blobs }] of layers.entries()) {
    const [weight, bias] = blobs
    if ((type !== 'Convolution' && type !== 'InnerProduct') || !weight || !bias) continue
    tensors.set(`${String(index)}.weight`, tensorOf(weight, type === 'Convolution' ? 4 : 2))
    tensors.set(`${String(index)}.bias`, tensorOf(bias, 1))
  }
  const normalising = layers.filter(({ type }) => type === 'LRN').map(({ lrn }) => constantsOf(lrn))
  return { tensors, metadata: {}, pixels: 'caffe', lrn: theOnly(normalising) }
}

/** Caffe's own defaults where a number is left out. */
function constantsOf(lrn: Uint8Array = new Uint8Array()): LrnConstants {
  const size = numberAt(lrn, 1) ?? 5
  return { k: numberAt(lrn, 5) ?? 1, a: (numberAt(lrn, 2) ?? 1) / size, beta: numberAt(lrn, 3) ?? 0.75 }
}

/** A blob, which before 2014 always had four sides, with as many as the layer needs. */
function tensorOf(blob: Uint8Array, sides: number): Tensor {
  const [described] = bytesAt(blob, 7)
  const all = described ? wholeNumbersAt(described, 1) : [1, 2, 3, 4].map((field) => numberAt(blob, field) ?? 1)
  const shape = all.slice(-sides)
  const data = floatsAt(blob, 5)
  if (data.length !== all.reduce((product, side) => product * side, 1) || shape.length !== sides) {
    throw new Error('a layer does not have the numbers that its shape needs')
  }
  return { shape, data }
}
