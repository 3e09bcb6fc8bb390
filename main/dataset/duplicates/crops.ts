/**
 * Tells whether one picture was cut out of another: whether a part of one, enlarged, looks like all of the other. It
 * compares the brightness of fingerprints, and takes a hundred times as long as comparing whole pictures.
 */
import { greySide, greyStart, nearCorrelation, type Brightness } from '../../lib/fingerprint.ts'

/** Pictures whose brightness correlates less as a whole are not looked at: hardly ever is one a part of the other. */
export const leastCorrelation = 0.85

/** Sides of the parts that are tried, as shares of the whole; what lies between is near enough to one of them. */
const sides = [0.96, 0.92]

/** Where a part lies between one edge (0) and the other (1). */
const places = [0, 0.5, 1]

/** For each cell along one side of a part, what it is mixed of: two neighbours of the whole. */
interface Taps {
  /** The first of the two. */
  readonly first: Int32Array
  /** The share of the second. */
  readonly share: Float64Array
}

/** The parts that are tried: each side at each place across and down. */
const parts: readonly (readonly [across: Taps, down: Taps])[] = sides.flatMap((side) => {
  const taps = places.map((place) => tapsOf(side, place))
  return taps.flatMap((across) => taps.map((down) => [across, down] as const))
})

function tapsOf(side: number, place: number): Taps {
  const taps = { first: new Int32Array(greySide), share: new Float64Array(greySide) }
  for (let cell = 0; cell < greySide; cell++) {
    const from = (cell + 0.5) * side + (1 - side) * greySide * place - 0.5
    const first = Math.max(0, Math.min(greySide - 2, Math.floor(from)))
    taps.first[cell] = first
    taps.share[cell] = Math.max(0, Math.min(1, from - first))
  }
  return taps
}

/** Whether either is a part of the other. */
export function isCrop(first: Uint8Array, second: Uint8Array, ofFirst: Brightness, ofSecond: Brightness): boolean {
  return parts.some(([across, down]) => {
    const looksAlike = (whole: Uint8Array, other: Uint8Array, ofOther: Brightness) =>
      partCorrelation(whole, across, down, other, ofOther) >= nearCorrelation
    return looksAlike(first, second, ofSecond) || looksAlike(second, first, ofFirst)
  })
}

/** Correlation of the brightness of a part of `whole` with that of all of `other`, −1 to 1. */
function partCorrelation(whole: Uint8Array, across: Taps, down: Taps, other: Uint8Array, ofOther: Brightness): number {
  let [sum, squares, products] = [0, 0, 0]
  for (let y = 0; y < greySide; y++) {
    const row = greyStart + down.first[y]! * greySide
    const lower = down.share[y]!
    for (let x = 0; x < greySide; x++) {
      const at = row + across.first[x]!
      const right = across.share[x]!
      const above = whole[at]! + (whole[at + 1]! - whole[at]!) * right
      const below = whole[at + greySide]! + (whole[at + greySide + 1]! - whole[at + greySide]!) * right
      const level = above + (below - above) * lower
      sum += level
      squares += level * level
      products += level * other[greyStart + y * greySide + x]!
    }
  }
  const energy = squares - (sum * sum) / greySide ** 2
  return energy > 0 ? (products - sum * ofOther.mean) / Math.sqrt(energy * ofOther.energy) : 0
}
