/**
 * ONNX files, the little of the format that networks and their training graphs need: what a model is in memory, and its
 * bytes. Field numbers are those of `onnx.proto` (ONNX IR version 8).
 */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

export type ElementType = 'float32' | 'uint8' | 'int32' | 'int64' | 'bool'

/** `TensorProto.DataType`. */
const elementTypes: Readonly<Record<ElementType, number>> = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9 }

/** An attribute: a whole number, a list of them, a `{ float }`, or text. */
export type Attribute = number | readonly number[] | { readonly float: number } | string

export interface Node {
  readonly operator: string
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

export interface TypedName {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
}

/** What goes into a model or comes out of it. */
export interface Port extends Omit<TypedName, 'shape'> {
  /** A side whose length is free has a name. */
  readonly shape: readonly (number | string)[]
}

export interface Initializer extends TypedName {
  /** Little-endian elements. */
  readonly bytes: Uint8Array
}

export interface Model {
  readonly nodes: readonly Node[]
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  readonly initializers: readonly Initializer[]
  /** Version of each operator set by domain; '' is ONNX's own. */
  readonly operatorSets: Readonly<Record<string, number>>
  /** What else is known of the model, by a name each. */
  readonly metadata?: Readonly<Record<string, string>>
}

export function encodeModel(model: Model): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter()
  writer.tag(1, WireType.Varint).int64(8)
  writer.tag(2, WireType.LengthDelimited).string('AlexNet Studio')
  message(writer, 7, (graph) => {
    for (const node of model.nodes)
      message(graph, 1, (target) => {
        writeNode(target, node)
      })
    graph.tag(2, WireType.LengthDelimited).string('graph')
    for (const initializer of model.initializers)
      message(graph, 5, (target) => {
        writeTensor(target, initializer)
      })
    for (const input of model.inputs)
      message(graph, 11, (target) => {
        writeValueInfo(target, input)
      })
    for (const output of model.outputs)
      message(graph, 12, (target) => {
        writeValueInfo(target, output)
      })
  })
  for (const [domain, version] of Object.entries(model.operatorSets)) {
    message(writer, 8, (target) => {
      if (domain !== '') target.tag(1, WireType.LengthDelimited).string(domain)
      target.tag(2, WireType.Varint).int64(version)
    })
  }
  for (const [key, value] of Object.entries(model.metadata ?? {})) {
    message(writer, 14, (target) => {
      target.tag(1, WireType.LengthDelimited).string(key)
      target.tag(2, WireType.LengthDelimited).string(value)
    })
  }
  return writer.finish()
}

function message(writer: BinaryWriter, field: number, write: (target: BinaryWriter) => void): void {
  writer.tag(field, WireType.LengthDelimited).fork()
  write(writer)
  writer.join()
}

function writeNode(writer: BinaryWriter, node: Node): void {
  for (const input of node.inputs) writer.tag(1, WireType.LengthDelimited).string(input)
  for (const output of node.outputs) writer.tag(2, WireType.LengthDelimited).string(output)
  writer.tag(3, WireType.LengthDelimited).string(node.outputs[0]!)
  writer.tag(4, WireType.LengthDelimited).string(node.operator)
  for (const [name, value] of Object.entries(node.attributes)) {
    message(writer, 5, (target) => {
      writeAttribute(target, name, value)
    })
  }
  if (node.domain !== '') writer.tag(7, WireType.LengthDelimited).string(node.domain)
}

/** The last tag of each form is `AttributeProto.type`. */
function writeAttribute(writer: BinaryWriter, name: string, value: Attribute): void {
  writer.tag(1, WireType.LengthDelimited).string(name)
  if (typeof value === 'number') {
    writer.tag(3, WireType.Varint).int64(value)
    writer.tag(20, WireType.Varint).int32(2)
  } else if (typeof value === 'string') {
    writer.tag(4, WireType.LengthDelimited).string(value)
    writer.tag(20, WireType.Varint).int32(3)
  } else if ('float' in value) {
    writer.tag(2, WireType.Bit32).float(value.float)
    writer.tag(20, WireType.Varint).int32(1)
  } else {
    for (const item of value) writer.tag(8, WireType.Varint).int64(item)
    writer.tag(20, WireType.Varint).int32(7)
  }
}

function writeTensor(writer: BinaryWriter, tensor: Initializer): void {
  for (const side of tensor.shape) writer.tag(1, WireType.Varint).int64(side)
  writer.tag(2, WireType.Varint).int32(elementTypes[tensor.type])
  writer.tag(8, WireType.LengthDelimited).string(tensor.name)
  writer.tag(9, WireType.LengthDelimited).bytes(tensor.bytes)
}

function writeValueInfo(writer: BinaryWriter, value: Port): void {
  writer.tag(1, WireType.LengthDelimited).string(value.name)
  message(writer, 2, (type) => {
    message(type, 1, (tensor) => {
      tensor.tag(1, WireType.Varint).int32(elementTypes[value.type])
      message(tensor, 2, (shape) => {
        for (const side of value.shape)
          message(shape, 1, (dimension) => {
            if (typeof side === 'number') dimension.tag(1, WireType.Varint).int64(side)
            else dimension.tag(2, WireType.LengthDelimited).string(side)
          })
      })
    })
  })
}
