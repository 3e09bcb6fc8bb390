/**
 * A batch that does not go through a network at once: equal parts whose losses and gradients add up to those of the
 * whole, and its loss and logits put together again.
 */
import { type Batch, EngineError, type StepResult } from './engine.ts'

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

/** A part of a batch: `weights` are there, and so divided that the sums over all parts are the batch's means. */
export interface BatchPart extends Batch {
  readonly weights: Float32Array
}

export function partOf(batch: Batch, part: Part): BatchPart {
  const count = batch.labels.length
  const weights = (batch.weights ?? new Float32Array(count).fill(1)).map((weight) => weight / count)
  const masks = [...(batch.masks ?? [])].map(([layer, mask]) => [layer, cut(mask, count, part)] as const)
  return {
    images: cut(batch.images, count, part),
    labels: cut(batch.labels, count, part),
    weights: cut(weights, count, part),
    masks: new Map(masks),
  }
}

/** The part's numbers out of those of `count` pictures: a view, or a copy with zeros where it reaches beyond. */
function cut<Numbers extends Uint8Array | Float32Array | Int32Array>(
  numbers: Numbers,
  count: number,
  { first, size }: Part,
): Numbers {
  const length = numbers.length / count
  const inside = numbers.subarray(first * length, (first + size) * length) as Numbers
  if (inside.length === size * length) return inside
  const padded = new (numbers.constructor as new (length: number) => Numbers)(size * length)
  padded.set(inside)
  return padded
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

  /** Takes a part's loss and its logits [size, classes]. */
  add({ first }: Part, loss: number, logits: Float32Array): void {
    this.#loss += loss
    const begin = first * this.#classes
    this.#logits.set(logits.subarray(0, this.#logits.length - begin), begin)
  }

  /** Throws `not-finite` where the loss is no number. */
  result(): StepResult {
    if (!Number.isFinite(this.#loss)) {
      throw new EngineError('not-finite', `The loss became ${String(this.#loss)}: choose a lower learning rate.`)
    }
    return { loss: this.#loss, logits: this.#logits }
  }
}
