/** What a batch's logits say about its labels: cross-entropy, rank of the true class, probabilities, and means. */

/** Mean loss in nats, and errors from 0 to 1. */
export interface Measure {
  readonly loss: number
  readonly top1Error: number
  readonly top5Error: number
}

/** Pictures that were measured, and the sums over them. */
export interface MeasureSums {
  readonly pictures: number
  readonly loss: number
  readonly top1Errors: number
  readonly top5Errors: number
}

export const nothingMeasured: MeasureSums = { pictures: 0, loss: 0, top1Errors: 0, top5Errors: 0 }

/** Adds up pictures and tells their means. */
export class RunningMeasure {
  #pictures: number
  #loss: number
  #top1Errors: number
  #top5Errors: number
  /** How often each class was the first answer, as far as batches were added. */
  readonly #answers: number[] = []

  /** Goes on from sums that were taken earlier. */
  constructor({ pictures, loss, top1Errors, top5Errors }: MeasureSums = nothingMeasured) {
    this.#pictures = pictures
    this.#loss = loss
    this.#top1Errors = top1Errors
    this.#top5Errors = top5Errors
  }

  /** Counts one picture: its cross-entropy and how many classes were ranked before its own. */
  add(loss: number, rank: number): void {
    this.#pictures++
    this.#loss += loss
    if (rank >= 1) this.#top1Errors++
    if (rank >= 5) this.#top5Errors++
  }

  /** Counts a batch from its logits [labels.length, classes]. */
  addBatch(logits: Float32Array, labels: Int32Array): void {
    const classes = logits.length / labels.length
    labels.forEach((label, picture) => {
      const row = logits.subarray(picture * classes, (picture + 1) * classes)
      this.add(crossEntropy(row, label), rankOf(row, label))
      const answer = largestOf(row)
      this.#answers[answer] = (this.#answers[answer] ?? 0) + 1
    })
  }

  get pictures(): number {
    return this.#pictures
  }

  get sums(): MeasureSums {
    return {
      pictures: this.#pictures,
      loss: this.#loss,
      top1Errors: this.#top1Errors,
      top5Errors: this.#top5Errors,
    }
  }

  /** How often each class was the first answer; classes without any may be missing. */
  get answers(): readonly number[] {
    return Array.from(this.#answers, (count: number | undefined) => count ?? 0)
  }

  /** Throws where nothing was added: a mean of nothing has no value. */
  mean(): Measure {
    if (this.#pictures === 0) throw new RangeError('No pictures were measured.')
    return {
      loss: this.#loss / this.#pictures,
      top1Error: this.#top1Errors / this.#pictures,
      top5Error: this.#top5Errors / this.#pictures,
    }
  }
}

/** Position of the highest score, the first of equals. */
export function largestOf(scores: Float32Array): number {
  let largest = 0
  for (let index = 1; index < scores.length; index++) if (scores[index]! > scores[largest]!) largest = index
  return largest
}

/** −log softmax(scores)[label], in nats, with the largest score subtracted so that nothing overflows. */
export function crossEntropy(scores: Float32Array, label: number): number {
  let largest = -Infinity
  for (const score of scores) if (score > largest) largest = score
  let sum = 0
  for (const score of scores) sum += Math.exp(score - largest)
  return Math.log(sum) + largest - scores[label]!
}

/** How many classes come before `label`: those of a higher score, and of an equal score at a lower position. */
export function rankOf(scores: Float32Array, label: number): number {
  const own = scores[label]!
  let rank = 0
  for (let index = 0; index < scores.length; index++) {
    if (scores[index]! > own || (scores[index] === own && index < label)) rank++
  }
  return rank
}

/** Probabilities of one picture's classes. */
export function softmax(scores: Float32Array): Float64Array {
  let largest = -Infinity
  for (const score of scores) if (score > largest) largest = score
  const shares = Float64Array.from(scores, (score) => Math.exp(score - largest))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}
