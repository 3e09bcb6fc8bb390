/**
 * A graph under construction: values with static shapes, nodes in the order they are added. It knows no operator;
 * `operations.ts` does.
 */
import {
  type Attribute,
  type ElementType,
  encodeModel,
  type Initializer,
  type Node,
  type TypedName,
} from '../../interchange/formats/onnx-file.ts'

/** A tensor that will exist when the graph runs. */
export type Value = TypedName

/** Shape and element type of a node's output. */
export interface OutputType {
  readonly shape: readonly number[]
  readonly type?: ElementType
}

/** A transposed value's source, and the order of its axes. */
export interface Origin {
  readonly source: Value
  readonly order: readonly number[]
}

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>
  readonly domain?: string
}

/** Version of ONNX's own operators that the graphs are written in. */
const operatorSet = 17

export class Graph {
  readonly #nodes: Node[] = []
  readonly #inputs: Value[] = []
  readonly #constants = new Map<string, Initializer>()
  readonly #outputs = new Map<string, Value>()
  readonly #domains = new Set<string>()
  /** What each transposed value was before, by its name. */
  readonly #origins = new Map<string, Origin>()
  #named = 0

  input(name: string, shape: readonly number[], type: ElementType = 'float32'): Value {
    const value = { name, shape, type }
    this.#inputs.push(value)
    return value
  }

  /** Adds a node with one output. */
  add(operator: string, inputs: readonly Value[], output: OutputType, options: NodeOptions = {}): Value {
    return this.addMany(operator, inputs, [output], options)[0]!
  }

  addMany(
    operator: string,
    inputs: readonly Value[],
    outputs: readonly OutputType[],
    { attributes = {}, domain = '' }: NodeOptions = {},
  ): Value[] {
    const values = outputs.map(({ shape, type = 'float32' }) => ({ name: this.#name(operator), shape, type }))
    this.#nodes.push({
      operator,
      domain,
      inputs: inputs.map(({ name }) => name),
      outputs: values.map(({ name }) => name),
      attributes,
    })
    if (domain !== '') this.#domains.add(domain)
    return values
  }

  /** A constant; equal ones are kept once. */
  constant(shape: readonly number[], data: Float32Array | Int32Array | BigInt64Array): Value {
    const type = data instanceof Float32Array ? 'float32' : data instanceof Int32Array ? 'int32' : 'int64'
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    const key = `${type} ${shape.join()} ${Buffer.from(bytes).toString('latin1')}`
    let constant = this.#constants.get(key)
    if (constant === undefined) {
      constant = { name: this.#name('constant'), shape, type, bytes: bytes.slice() }
      this.#constants.set(key, constant)
    }
    return { name: constant.name, shape, type }
  }

  scalar(value: number): Value {
    return this.constant([], Float32Array.of(value))
  }

  integers(values: readonly number[]): Value {
    return this.constant([values.length], BigInt64Array.from(values, BigInt))
  }

  /** Remembers that a value is another one with its axes in this order. */
  remember(value: Value, origin: Origin): Value {
    this.#origins.set(value.name, origin)
    return value
  }

  originOf(value: Value): Origin | undefined {
    return this.#origins.get(value.name)
  }

  /** Declares that a value leaves the graph under this name. */
  output(name: string, value: Value): void {
    this.#outputs.set(name, value)
  }

  get outputNames(): readonly string[] {
    return [...this.#outputs.keys()]
  }

  /**
   * The graph as an ONNX file, without nodes and constants that no output needs. Outputs are renamed where they arise,
   * so that nothing is copied for a name.
   */
  encode(): Uint8Array<ArrayBuffer> {
    const renamed = new Map([...this.#outputs].map(([name, value]) => [value.name, name]))
    const rename = (name: string) => renamed.get(name) ?? name
    const nodes = this.#neededNodes()
    const used = new Set(nodes.flatMap(({ inputs }) => inputs))
    return encodeModel({
      nodes: nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(rename),
        outputs: node.outputs.map(rename),
      })),
      inputs: this.#inputs,
      outputs: [...this.#outputs].map(([name, { shape, type }]) => ({ name, shape, type })),
      initializers: [...this.#constants.values()].filter(({ name }) => used.has(name)),
      operatorSets: Object.fromEntries([
        ['', operatorSet],
        ...[...this.#domains].map((domain): [string, number] => [domain, 1]),
      ]),
    })
  }

  #neededNodes(): readonly Node[] {
    const needed = new Set([...this.#outputs.values()].map(({ name }) => name))
    const nodes = this.#nodes.toReversed().filter((node) => {
      if (!node.outputs.some((name) => needed.has(name))) return false
      for (const name of node.inputs) needed.add(name)
      return true
    })
    return nodes.toReversed()
  }

  #name(prefix: string): string {
    this.#named += 1
    return `${prefix}_${String(this.#named)}`
  }
}
