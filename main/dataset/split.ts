/** Draws the split of a picture from its content. */
import { hash } from 'node:crypto'
import type { Split } from '../../preload/contract/index.ts'

/** Parts of the whole, 0 to 1; the rest is for training. */
export interface Shares {
  readonly validation: number
  readonly test: number
}

/**
 * The split of a picture, from nothing but its content and the seed. So it stays when other pictures come or go, it is
 * the same for exact copies, and every class is divided by the same shares (in the mean: of few pictures, a class may
 * get more or less than its share; one that would get none to train on is given one by the store).
 */
export function splitOf(sha256: Uint8Array, shares: Shares, seed: number): Split {
  const draw = hash('sha256', Buffer.concat([Buffer.from(`split ${seed} `), sha256]), 'buffer')
  const place = draw.readUIntBE(0, 6) / 2 ** 48
  if (place < shares.test) return 'test'
  return place < shares.test + shares.validation ? 'validation' : 'train'
}
