/** The weights of the convolutions and dense layers of an ONNX file, in their order. Field numbers are `onnx.proto`'s. */
import { readFile } from 'node:fs/promises'
import { elements } from '../../network/layers.ts'
import type { Content } from './content.ts'
import { toFloat32, type FloatType } from '../formats/elements.ts'
import { theOnly, type LrnConstants } from './lrn.ts'
import { bytesAt, floatsAt, numberAt, textAt, wholeNumbersAt } from '../formats/protobuf.ts'
import type { Tensor } from '../parameters.ts'

/** `TensorProto.DataType`. */
const floatTypes: Readonly<Record<number, FloatType>> = { 1: 'F32', 10: 'F16', 11: 'F64', 16: 'BF16' }

interface Node {
  readonly operator: string
  readonly inputs: readonly string[]
  /** Empty where it has none of this name. */
  readonly attribute: (name: string) => Uint8Array
}

/** Throws an `Error` that says what is wrong with the file. */
export async function readOnnx(path: string): Promise<Content> {
  const model = await readFile(path)
  const [graph] = bytesAt(model, 7)
  if (!graph) throw new Error('it has no graph')
  const initializers = new Map(bytesAt(graph, 5).map((tensor) => [textAt(tensor, 8), tensor]))
  const nodes = bytesAt(graph, 1).map(nodeOf)
  const metadata = Object.fromEntries(bytesAt(model, 14).map((entry) => [textAt(entry, 1), textAt(entry, 2)]))
  const tensors = new Map<string, Tensor>()
  for (const [index, { operator, inputs, attribute }] of nodes.entries()) {
    const [weight, bias] = [inputs[1], inputs[2]].map((name) => initializers.get(name ?? ''))
    if ((operator !== 'Conv' && operator !== 'Gemm') || !weight || !bias) continue
    const transposed = operator === 'Gemm' && numberAt(attribute('transB'), 3) !== 1
    tensors.set(`${String(index)}.weight`, transposed ? turned(tensorOf(weight)) : tensorOf(weight))
    tensors.set(`${String(index)}.bias`, tensorOf(bias))
  }
  // As this program writes them.
  for (const name of ['mean', 'scale']) {
    const tensor = initializers.get(name)
    if (tensor && 'network' in metadata) tensors.set(`input.${name}`, tensorOf(tensor))
  }
  const normalising = nodes.filter(({ operator }) => operator === 'LRN').map(constantsOf)
  return { tensors, metadata, lrn: theOnly(normalising) }
}

function nodeOf(node: Uint8Array): Node {
  const attributes = new Map(bytesAt(node, 5).map((attribute) => [textAt(attribute, 1), attribute]))
  return {
    operator: textAt(node, 4),
    inputs: bytesAt(node, 1).map((name) => new TextDecoder().decode(name)),
    attribute: (name) => attributes.get(name) ?? new Uint8Array(),
  }
}

function tensorOf(tensor: Uint8Array): Tensor {
  const type = floatTypes[numberAt(tensor, 2) ?? 0]
  if (!type) throw new Error(`the tensor ${textAt(tensor, 8)} has no floating-point numbers`)
  if (numberAt(tensor, 14) === 1) throw new Error('its numbers lie in another file. Save it with them inside')
  const shape = wholeNumbersAt(tensor, 1)
  const [raw] = bytesAt(tensor, 9)
  const data = raw ? toFloat32(raw, type) : floatsAt(tensor, 4)
  if (data.length !== elements(shape)) {
    throw new Error(`the tensor ${textAt(tensor, 8)} does not have the numbers that its shape needs`)
  }
  return { shape, data }
}

/** [in, out] → [out, in]. */
function turned({ shape, data }: Tensor): Tensor {
  const [inputs, outputs] = shape as [number, number]
  const result = new Float32Array(data.length)
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) result[output * inputs + input] = data[input * outputs + output]!
  }
  return { shape: [outputs, inputs], data: result }
}

/** ONNX's own defaults where an attribute is left out. */
function constantsOf({ attribute }: Node): LrnConstants {
  const float = (name: string, usual: number) => numberAt(attribute(name), 2) ?? usual
  const size = numberAt(attribute('size'), 3) ?? 1
  return { k: float('bias', 1), a: float('alpha', 1e-4) / size, beta: float('beta', 0.75) }
}
