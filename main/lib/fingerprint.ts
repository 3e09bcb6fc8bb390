/**
 * What a picture looks like, in 296 bytes: a hash of 64 bits that finds candidates, and small pictures that tell whether
 * two candidates really look the same. `main/image` makes them; this compares them.
 *
 * Bytes 0–7: the hash, a bit for each of 8×8 places, set where brightness falls towards the right (the difference hash
 * of N. Krawetz, 2013). Bytes 8–263: brightness, 16×16. Bytes 264–295: blue and red difference (Cb, Cr), 4×4 each.
 */

export const hashBytes = 8
export const greySide = 16
export const chromaSide = 4
export const greyStart = hashBytes
export const chromaStart = greyStart + greySide * greySide
export const fingerprintBytes = chromaStart + 2 * chromaSide * chromaSide

/** Bits of 64 in which the hashes of near duplicates differ at most. */
export const nearBits = 10

/** Least correlation of the brightness of near duplicates, 0 to 1. */
export const nearCorrelation = 0.97

/** Levels (of 255) that the colour of near duplicates differs by at most, in the mean over all places. */
const nearChroma = 8

/** Below this deviation in levels a picture is all but plain, and looks like any other plain one. */
const plainDeviation = 6

/** Number of bits that are set. */
export function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Mean of a picture's brightness, and its energy: the sum of squared differences from that. */
export interface Brightness {
  readonly mean: number
  readonly energy: number
}

export function brightnessOf(fingerprint: Uint8Array): Brightness {
  let sum = 0
  let squares = 0
  for (let i = greyStart; i < chromaStart; i++) {
    sum += fingerprint[i]!
    squares += fingerprint[i]! * fingerprint[i]!
  }
  const mean = sum / (chromaStart - greyStart)
  return { mean, energy: squares - sum * mean }
}

/** Plain pictures look like one another whatever they are of. */
export function isPlain({ energy }: Brightness): boolean {
  return energy < plainDeviation * plainDeviation * (chromaStart - greyStart)
}

/** Of the brightness of two pictures, −1 to 1. */
export function correlation(first: Uint8Array, second: Uint8Array, ofFirst: Brightness, ofSecond: Brightness): number {
  let products = 0
  for (let i = greyStart; i < chromaStart; i++) products += first[i]! * second[i]!
  const shared = products - (chromaStart - greyStart) * ofFirst.mean * ofSecond.mean
  return shared / Math.sqrt(ofFirst.energy * ofSecond.energy)
}

/** Whether two pictures have nearly the same colours at the same places. */
export function sameColours(first: Uint8Array, second: Uint8Array): boolean {
  let sum = 0
  for (let i = chromaStart; i < fingerprintBytes; i++) sum += Math.abs(first[i]! - second[i]!)
  return sum <= nearChroma * (fingerprintBytes - chromaStart)
}

/**
 * How different two pictures look: a sum of squared levels, colour counting as much as brightness. The second's bytes
 * begin at `start`.
 */
export function distance(first: Uint8Array, second: Uint8Array, start = 0): number {
  let grey = 0
  for (let i = greyStart; i < chromaStart; i++) {
    const difference = first[i]! - second[start + i]!
    grey += difference * difference
  }
  let chroma = 0
  for (let i = chromaStart; i < fingerprintBytes; i++) {
    const difference = first[i]! - second[start + i]!
    chroma += difference * difference
  }
  return grey + chroma * ((chromaStart - greyStart) / (fingerprintBytes - chromaStart))
}

/**
 * A number that is near for pictures that look alike: brightness, both colours, and where it is brighter, four bits
 * each, interleaved from the highest (Z-order), so that sorting by it puts what looks alike together.
 */
export function lookOf(fingerprint: Uint8Array): number {
  const half = (greySide * greySide) / 2
  let [top, left, all] = [0, 0, 0]
  for (let place = 0; place < 2 * half; place++) {
    const level = fingerprint[greyStart + place]!
    all += level
    if (place < half) top += level
    if (place % greySide < greySide / 2) left += level
  }
  const chroma = (start: number) => {
    let sum = 0
    for (let i = 0; i < chromaSide * chromaSide; i++) sum += fingerprint[start + i]!
    return sum / (chromaSide * chromaSide)
  }
  const balance = (part: number) => 128 + (2 * part - all) / (2 * half)
  const stretched = (level: number) => 128 + (level - 128) * 2
  const features = [
    all / (2 * half),
    stretched(chroma(chromaStart)),
    stretched(chroma(chromaStart + chromaSide * chromaSide)),
    balance(top),
    balance(left),
  ].map((level) => Math.max(0, Math.min(15, Math.floor(level / 16))))
  let look = 0
  for (let bit = 3; bit >= 0; bit--) for (const feature of features) look = look * 2 + ((feature >> bit) & 1)
  return look
}
