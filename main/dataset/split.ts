/** Draws the split of a picture from its content. */
import type { Split } from '../../preload/contract/index.ts'
import { drawOnce } from '../lib/random.ts'

/** Parts of the whole, 0 to 1; the rest is for training. */
export interface Shares {
  readonly validation: number
  readonly test: number
}

/** Places in the draw go from 0 up to this. */
const placesEnd = 2 ** 32

/**
 * Where pictures come in the draw, uniform in 0 … 2³²−1: from nothing but their contents and the seed. Each has the first
 * eight bytes or more of the SHA-256 of its file at every `stride` bytes.
 */
export function placesOf(contents: Uint8Array, stride: number, seed: number): Uint32Array {
  const content = new DataView(contents.buffer, contents.byteOffset, contents.byteLength)
  const places = new Uint32Array(Math.floor(contents.length / stride))
  for (let picture = 0; picture < places.length; picture++) {
    const at = picture * stride
    places[picture] = drawOnce(seed, 'split', content.getInt32(at), content.getInt32(at + 4))
  }
  return places
}

/**
 * The split of a picture while an import goes on. It stays when other pictures come or go, is the same for exact copies,
 * and divides every class by the same shares in the mean; `drawSplits` makes that exact once all pictures are in.
 */
export function splitOf(sha256: Uint8Array, shares: Shares, seed: number): Split {
  const [place] = placesOf(sha256, sha256.length, seed) as Uint32Array & [number]
  if (place < shares.test * placesEnd) return 'test'
  return place < (shares.test + shares.validation) * placesEnd ? 'validation' : 'train'
}
