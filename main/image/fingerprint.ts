/** Makes a picture's fingerprint from its record in the pixel store; `main/lib/fingerprint.ts` says what that is. */
import { chromaSide, chromaStart, fingerprintBytes, greySide, greyStart } from '../lib/fingerprint.ts'
import { pixelSide } from './pixels.ts'

const hashSide = 8

/** Differences in brightness up to this are noise of compression, not a slope. */
const leastSlope = 2

/** @param pixels [y, x, red green blue], `pixelBytes` bytes */
export function fingerprintOf(pixels: Uint8Array): Uint8Array {
  const fingerprint = new Uint8Array(fingerprintBytes)
  const cells = means(pixels)
  fingerprint.set(cells.grey.map(Math.round), greyStart)
  fingerprint.set(cells.chroma, chromaStart)
  fingerprint.set(hash(cells.grey), 0)
  return fingerprint
}

/** Means of brightness (ITU-R BT.601) in 16×16 cells, and of Cb and Cr in 4×4. */
function means(pixels: Uint8Array): { grey: Float64Array; chroma: number[] } {
  const side = pixelSide / greySide
  const grey = new Float64Array(greySide * greySide)
  const blue = new Float64Array(chromaSide * chromaSide)
  const red = new Float64Array(chromaSide * chromaSide)
  for (let row = 0; row < greySide; row++) {
    for (let column = 0; column < greySide; column++) {
      const [r, g, b] = sums(pixels, column * side, row * side, side)
      const level = (0.299 * r + 0.587 * g + 0.114 * b) / (side * side)
      grey[row * greySide + column] = level
      const share = greySide / chromaSide
      const place = Math.floor(row / share) * chromaSide + Math.floor(column / share)
      blue[place]! += (0.564 * (b / (side * side) - level)) / (share * share)
      red[place]! += (0.713 * (r / (side * side) - level)) / (share * share)
    }
  }
  return { grey, chroma: [...blue, ...red].map((difference) => Math.round(128 + difference)) }
}

function sums(pixels: Uint8Array, left: number, top: number, side: number): [number, number, number] {
  let [red, green, blue] = [0, 0, 0]
  for (let y = top; y < top + side; y++) {
    let at = (y * pixelSide + left) * 3
    for (let x = 0; x < side; x++) {
      red += pixels[at]!
      green += pixels[at + 1]!
      blue += pixels[at + 2]!
      at += 3
    }
  }
  return [red, green, blue]
}

/** Eight places a row, each against the next: the last against the right edge, so that all 16 columns count. */
function hash(grey: Float64Array): Uint8Array {
  const bits = new Uint8Array(hashSide)
  const level = (row: number, column: number) =>
    (grey[2 * row * greySide + column]! + grey[(2 * row + 1) * greySide + column]!) / 2
  for (let row = 0; row < hashSide; row++) {
    for (let place = 0; place < hashSide; place++) {
      const [here, next] = [Math.round((place * 15) / hashSide), Math.round(((place + 1) * 15) / hashSide)]
      if (level(row, here) > level(row, next) + leastSlope) bits[row]! |= 1 << place
    }
  }
  return bits
}
