/** A batch in parts: which there are, and their loss and logits put together again. */
import { EngineError, type StepResult } from '../engine.ts'
import { names } from './names.ts'
import type { Feeds } from './session.ts'

/** Some pictures of a batch that go through a graph together. */
export interface Part {
  /** The first picture's place in the batch. */
  readonly first: number
  /** Pictures that the graph takes; a last part may reach beyond the batch, where all is zero. */
  readonly size: number
}

/** Equal parts of `size` pictures that cover the batch. */
export function partsOf(batch: number, size: number): readonly Part[] {
  return Array.from({ length: Math.ceil(batch / size) }, (_, index) => ({ first: index * size, size }))
}

/** Loss and logits of a batch, put together from its parts. */
export class Answers {
  readonly #logits: Float32Array
  readonly #classes: number
  #loss = 0

  constructor(batch: number, classes: number) {
    this.#logits = new Float32Array(batch * classes)
    this.#classes = classes
  }

  add({ first }: Part, outputs: Feeds): void {
    this.#loss += floatsOf(outputs, names.loss)[0]!
    const begin = first * this.#classes
    this.#logits.set(floatsOf(outputs, names.logits).subarray(0, this.#logits.length - begin), begin)
  }

  /** Throws `not-finite` where the loss is no number. */
  result(): StepResult {
    if (!Number.isFinite(this.#loss)) {
      throw new EngineError('not-finite', `The loss became ${String(this.#loss)}: choose a lower learning rate.`)
    }
    return { loss: this.#loss, logits: this.#logits }
  }
}

/** The numbers of an output that came back to the processor. */
export function floatsOf(outputs: Feeds, name: string): Float32Array {
  return outputs[name]!.data as Float32Array
}
