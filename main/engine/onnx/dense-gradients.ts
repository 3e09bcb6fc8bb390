/**
 * The gradients of dense layers over a whole batch: the parts' factors are laid one below the other, and one product a
 * layer makes the gradient.
 */
import { elements } from '../../network/layers.ts'
import type { Tensors } from '../engine.ts'
import type { Part } from '../parts.ts'
import { names } from './names.ts'
import type { Platform } from './platform.ts'
import { type Feeds, floatsOf, OnnxTensor, Session } from './session.ts'
import { denseGradientGraph } from './training-graphs.ts'

interface Layer {
  readonly name: string
  /** [batch, in] and [batch, out]. */
  readonly rows: OnnxTensor
  readonly arriving: OnnxTensor
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
      const shape = parameters.get(`${name}.weight`)!.shape as readonly [number, number]
      const zeros = (width: number) => new OnnxTensor('float32', new Float32Array(room * width), [room, width])
      return {
        name,
        rows: zeros(shape[1]),
        arriving: zeros(shape[0]),
        session: await Session.open(denseGradientGraph(name, room, shape), platform),
      }
    })
    return new DenseGradients(await Promise.all(opened))
  }

  /** Takes a part's factors. */
  add({ first }: Part, outputs: Feeds): void {
    for (const { name, rows, arriving } of this.#layers) {
      put(rows, first, floatsOf(outputs, names.rows(name)))
      put(arriving, first, floatsOf(outputs, names.arriving(name)))
    }
  }

  /** Gradients by parameter, a layer at a time, so that they are not all in memory together. */
  async *gradients(): AsyncGenerator<readonly [parameter: string, gradient: Float32Array]> {
    for (const { name, rows, arriving, session } of this.#layers) {
      const outputs = await session.run({ [names.rows(name)]: rows, [names.arriving(name)]: arriving })
      for (const parameter of [`${name}.weight`, `${name}.bias`]) {
        yield [parameter, floatsOf(outputs, names.gradient(parameter))]
      }
    }
  }

  async close(): Promise<void> {
    for (const { session } of this.#layers) await session.close()
  }
}

function put(whole: OnnxTensor, first: number, part: Float32Array): void {
  const width = elements(whole.dims.slice(1))
  ;(whole.data as Float32Array).set(part, first * width)
}
