/**
 * The gradients of dense layers over a whole batch: the parts write their factors one below the other, and one product
 * makes the gradient of some outputs. A layer whose gradient is large goes in several blocks of outputs, so that it is
 * never in memory as a whole.
 */
import type { Tensors } from '../engine.ts'
import type { Part } from '../parts.ts'
import { names } from './names.ts'
import type { Platform } from './platform.ts'
import { type Feeds, OnnxTensor, Session } from './session.ts'
import { denseGradientGraph } from './training-graphs.ts'
import type { UpdateMemory } from './update-memory.ts'

/**
 * Numbers of a gradient that are made at once. ONNX Runtime for Node copies each output once more, also one that has a
 * place; up to some 30 MB the C library gives that memory again and again, more it gets from the system each time.
 */
const blockNumbers = 4e6

/** Some of a parameter's gradient, from its number `first` on. */
export interface GradientBlock {
  readonly parameter: string
  readonly first: number
  readonly gradient: Float32Array
}

interface Layer {
  readonly name: string
  readonly width: number
  readonly outputs: number
  /** [batch, width] and [batch, outputs]. */
  readonly factors: { readonly rows: Float32Array; readonly arriving: Float32Array }
  readonly feeds: Feeds
  readonly blockOutputs: number
  /** Where a block's gradients are written: of the weight [blockOutputs, width] and of the bias [blockOutputs]. */
  readonly places: { readonly weight: Float32Array; readonly bias: Float32Array }
  readonly session: Session
}

export interface DenseGradientsOptions {
  readonly parameters: Tensors
  /** Pictures of all parts together. */
  readonly room: number
  readonly memory: UpdateMemory
  readonly platform: Platform
}

export class DenseGradients {
  readonly #layers: readonly Layer[]

  private constructor(layers: readonly Layer[]) {
    this.#layers = layers
  }

  /** Lengths of the arrays that gradients of these layers are written to. */
  static placeLengths(layers: readonly string[], parameters: Tensors): readonly number[] {
    return layers.flatMap((name) => {
      const { width, blockOutputs } = blocksOf(name, parameters)
      return [blockOutputs * width, blockOutputs]
    })
  }

  /** For the layers of these names. */
  static async open(
    layers: readonly string[],
    { parameters, room, memory, platform }: DenseGradientsOptions,
  ): Promise<DenseGradients> {
    const opened = layers.map(async (name): Promise<Layer> => {
      const { outputs, width, blockOutputs } = blocksOf(name, parameters)
      const factors = { rows: new Float32Array(room * width), arriving: new Float32Array(room * outputs) }
      const rowsShape = [room, width]
      const arrivingShape = [room, outputs]
      return {
        name,
        width,
        outputs,
        factors,
        feeds: {
          [names.rows(name)]: new OnnxTensor('float32', factors.rows, rowsShape),
          [names.arriving(name)]: new OnnxTensor('float32', factors.arriving, arrivingShape),
        },
        blockOutputs,
        places: { weight: memory.floats(blockOutputs * width), bias: memory.floats(blockOutputs) },
        session: await Session.open(denseGradientGraph(name, rowsShape, arrivingShape, blockOutputs), platform),
      }
    })
    return new DenseGradients(await Promise.all(opened))
  }

  /** Where a part's graph is to write its factors. */
  places({ first, size }: Part): Feeds {
    const rowsOf = (numbers: Float32Array, columns: number) =>
      new OnnxTensor('float32', numbers.subarray(first * columns, (first + size) * columns), [size, columns])
    return Object.fromEntries(
      this.#layers.flatMap(({ name, width, outputs, factors }) => [
        [names.rows(name), rowsOf(factors.rows, width)],
        [names.arriving(name), rowsOf(factors.arriving, outputs)],
      ]),
    )
  }

  /** One block after another, each there only until the next. */
  async *gradients(): AsyncGenerator<GradientBlock> {
    for (const { name, width, outputs, feeds, blockOutputs, places, session } of this.#layers) {
      const [weight, bias] = [`${name}.weight`, `${name}.bias`]
      const tensors = {
        [names.gradient(weight)]: new OnnxTensor('float32', places.weight, [blockOutputs, width]),
        [names.gradient(bias)]: new OnnxTensor('float32', places.bias, [blockOutputs]),
      }
      for (let first = 0; first < outputs; first += blockOutputs) {
        // The last block is as large as the others: it begins among outputs that have had their turn.
        const begin = Math.min(first, outputs - blockOutputs)
        const firstOutput = new OnnxTensor('int64', BigInt64Array.of(BigInt(begin)), [1])
        await session.run({ ...feeds, [names.firstOutput]: firstOutput }, tensors)
        const had = first - begin
        yield { parameter: weight, first: first * width, gradient: places.weight.subarray(had * width) }
        yield { parameter: bias, first, gradient: places.bias.subarray(had) }
      }
    }
  }

  async close(): Promise<void> {
    for (const { session } of this.#layers) await session.close()
  }
}

function blocksOf(layer: string, parameters: Tensors): Pick<Layer, 'outputs' | 'width' | 'blockOutputs'> {
  const [outputs, width] = parameters.get(`${layer}.weight`)!.shape as readonly [number, number]
  const blocks = Math.ceil((outputs * width) / blockNumbers)
  return { outputs, width, blockOutputs: Math.ceil(outputs / blocks) }
}
