/**
 * The gradients of dense layers over a whole batch: the parts' factors are laid one below the other, and one product
 * makes the gradient of some outputs. A layer whose gradient is large goes in several blocks of outputs, so that it is
 * never in memory as a whole.
 */
import type { Tensors } from '../engine.ts'
import type { Part } from '../parts.ts'
import { names } from './names.ts'
import type { Platform } from './platform.ts'
import { type Feeds, floatsOf, OnnxTensor, Session } from './session.ts'
import { denseGradientGraph } from './training-graphs.ts'

/** Numbers of a gradient that are made at once. */
const blockNumbers = 10e6

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
  /** [batch, width]. */
  readonly rows: OnnxTensor
  /** [batch, blockOutputs] each; the last one's columns past the layer's outputs are zeros. */
  readonly arriving: readonly OnnxTensor[]
  readonly blockOutputs: number
  readonly session: Session
}

export class DenseGradients {
  readonly #layers: readonly Layer[]

  private constructor(layers: readonly Layer[]) {
    this.#layers = layers
  }

  /** For the layers of these names; `room` pictures of all parts together. */
  static async open(layers: readonly string[], parameters: Tensors, room: number, platform: Platform) {
    const opened = layers.map(async (name): Promise<Layer> => {
      const [outputs, width] = parameters.get(`${name}.weight`)!.shape as readonly [number, number]
      const blocks = Math.ceil((outputs * width) / blockNumbers)
      const blockOutputs = Math.ceil(outputs / blocks)
      const zeros = (columns: number) => new OnnxTensor('float32', new Float32Array(room * columns), [room, columns])
      const session = await Session.open(denseGradientGraph(name, room, [blockOutputs, width]), platform)
      const arriving = Array.from({ length: blocks }, () => zeros(blockOutputs))
      return { name, width, outputs, rows: zeros(width), arriving, blockOutputs, session }
    })
    return new DenseGradients(await Promise.all(opened))
  }

  /** Takes a part's factors. */
  add({ first, size }: Part, outputsOfPart: Feeds): void {
    for (const { name, width, outputs, rows, arriving, blockOutputs } of this.#layers) {
      numbersOf(rows).set(floatsOf(outputsOfPart, names.rows(name)), first * width)
      const factor = floatsOf(outputsOfPart, names.arriving(name))
      arriving.forEach((block, index) => {
        for (let picture = 0; picture < size; picture++) {
          const begin = picture * outputs
          const columns = factor.subarray(
            begin + index * blockOutputs,
            begin + Math.min(outputs, (index + 1) * blockOutputs),
          )
          numbersOf(block).set(columns, (first + picture) * blockOutputs)
        }
      })
    }
  }

  /** One block after another, each there only until the next. */
  async *gradients(): AsyncGenerator<GradientBlock> {
    for (const { name, width, outputs, rows, arriving, blockOutputs, session } of this.#layers) {
      for (const [index, block] of arriving.entries()) {
        const made = await session.run({ [names.rows(name)]: rows, [names.arriving(name)]: block })
        const begin = index * blockOutputs
        const count = Math.min(blockOutputs, outputs - begin)
        const of = (parameter: string, numbers: number): GradientBlock => ({
          parameter,
          first: begin * numbers,
          gradient: floatsOf(made, names.gradient(parameter)).subarray(0, count * numbers),
        })
        yield of(`${name}.weight`, width)
        yield of(`${name}.bias`, 1)
      }
    }
  }

  async close(): Promise<void> {
    for (const { session } of this.#layers) await session.close()
  }
}

function numbersOf(tensor: OnnxTensor): Float32Array {
  return tensor.data as Float32Array
}
