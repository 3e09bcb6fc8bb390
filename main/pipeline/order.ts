/**
 * The order of an epoch. Every step has a whole batch: where the pictures do not divide evenly, the last batch is filled
 * up from the beginning of the same epoch's order, so each picture is seen once and fewer than a batch of them twice
 * (with another crop). Engines then compile one batch size, and no picture is ever left out.
 */
import { permutation, Random } from '../lib/random.ts'

/** Steps of an epoch, the filled-up one included. */
export function stepsPerEpoch(pictures: number, batch: number): number {
  return Math.ceil(pictures / batch)
}

/** Position in the split of each picture of an epoch, [steps × batch]. */
export function epochOrder(pictures: number, batch: number, seed: number, epoch: number): Uint32Array {
  const once = permutation(pictures, new Random(seed, 'order', epoch))
  const order = new Uint32Array(stepsPerEpoch(pictures, batch) * batch)
  for (let start = 0; start < order.length; start += pictures) {
    order.set(once.subarray(0, Math.min(pictures, order.length - start)), start)
  }
  return order
}
