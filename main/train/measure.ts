/** Loss and errors over test batches, from the mean of each picture's crops. Changes no parameter. */
import type { Measure } from './metrics.ts'
import { RunningMeasure, softmax } from './metrics.ts'

/** Arrays are valid until the next batch is asked for. */
export interface TestBatch {
  /** Bytes [pictures × crops, crop, crop, 3]; a picture's crops follow one another. */
  readonly images: Uint8Array
  /** [pictures] */
  readonly labels: Int32Array
  readonly crops: 1 | 10
}

/** Whatever answers logits [count, classes]: a trainer or a predictor. */
export interface Answers {
  predict(images: Uint8Array, count: number): Promise<Float32Array>
}

export interface MeasureOptions {
  readonly signal?: AbortSignal
  /** Hears the pictures done. */
  readonly progress?: (pictures: number) => void
  /** Hears the scores [pictures, classes] of each batch. */
  readonly scored?: (scores: Float32Array, pictures: number) => void
}

/** As `measureAnswers`, without the answers. */
export async function measure(...question: Parameters<typeof measureAnswers>): Promise<Measure> {
  return (await measureAnswers(...question)).measure
}

/** The means, and how often each class was the first answer. Throws the signal's reason where it is aborted. */
export async function measureAnswers(
  network: Answers,
  batches: AsyncIterable<TestBatch>,
  { signal, progress, scored }: MeasureOptions = {},
): Promise<{ measure: Measure; answers: readonly number[] }> {
  const running = new RunningMeasure()
  for await (const { images, labels, crops } of batches) {
    signal?.throwIfAborted()
    const logits = await network.predict(images, labels.length * crops)
    const scores = crops === 1 ? logits : meanOfCrops(logits, labels.length, crops)
    running.addBatch(scores, labels)
    scored?.(scores, labels.length)
    progress?.(running.pictures)
  }
  return { measure: running.mean(), answers: running.answers }
}

/**
 * Scores of each picture from those of its crops: the logarithm of the mean of their softmax probabilities (paper,
 * section 4.1), so that a softmax of the answer gives that mean.
 * @param logits [pictures × crops, classes]
 * @returns [pictures, classes]
 */
export function meanOfCrops(logits: Float32Array, pictures: number, crops: number): Float32Array {
  const classes = logits.length / (pictures * crops)
  const scores = new Float32Array(pictures * classes)
  for (let picture = 0; picture < pictures; picture++) {
    const mean = scores.subarray(picture * classes, (picture + 1) * classes)
    for (let crop = 0; crop < crops; crop++) {
      const from = (picture * crops + crop) * classes
      softmax(logits.subarray(from, from + classes)).forEach((share, index) => (mean[index]! += share / crops))
    }
    for (let index = 0; index < classes; index++) mean[index] = Math.log(Math.max(mean[index]!, smallest))
  }
  return scores
}

/** The smallest normal fp32 number, in the place of a probability that rounded to 0. */
const smallest = 2 ** -126
