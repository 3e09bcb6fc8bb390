/** Weights of pictures that make every class count the same, however many pictures it has. */
import type { Batch } from '../engine/engine.ts'

/**
 * Of each class: pictures / (classes × pictures of the class), so that the mean over all pictures is 1. A class without
 * pictures has weight 0 and is not counted.
 * @param labels class of each training picture
 */
export function balancedWeights(labels: Int32Array, classes: number): Float32Array {
  const counts = new Float64Array(classes)
  for (const label of labels) counts[label]!++
  const present = counts.filter((count) => count > 0).length
  return Float32Array.from(counts, (count) => (count > 0 ? labels.length / (present * count) : 0))
}

type Weigh = <B extends Batch>(batches: AsyncIterable<B>) => AsyncIterable<B>

/** Adds the weight of each picture to the batches of an epoch; `none` leaves them as they are. */
export function weighted(kind: 'none' | 'balanced', labels: Int32Array, classes: number): Weigh {
  if (kind === 'none') return (batches) => batches
  const weights = balancedWeights(labels, classes)
  return async function* (batches) {
    for await (const batch of batches)
      yield { ...batch, weights: Float32Array.from(batch.labels, (label) => weights[label]!) }
  }
}
