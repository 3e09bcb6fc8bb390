/** Draws the split of a picture from its content. */
import type { Split } from '../../preload/contract/index.ts'
import { Random } from '../lib/random.ts'

/** Parts of the whole, 0 to 1; the rest is for training. */
export interface Shares {
  readonly validation: number
  readonly test: number
}

/** Where a picture comes in the draw, uniform in [0, 1): from nothing but its content and the seed. */
export function placeOf(sha256: Uint8Array, seed: number): number {
  const content = new DataView(sha256.buffer, sha256.byteOffset)
  return new Random(seed, 'split', content.getInt32(0), content.getInt32(4)).uniform()
}

/**
 * The split of a picture while an import goes on. It stays when other pictures come or go, is the same for exact copies,
 * and divides every class by the same shares in the mean; `drawSplits` makes that exact once all pictures are in.
 */
export function splitOf(sha256: Uint8Array, shares: Shares, seed: number): Split {
  const place = placeOf(sha256, seed)
  if (place < shares.test) return 'test'
  return place < shares.test + shares.validation ? 'validation' : 'train'
}
