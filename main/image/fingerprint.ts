/** Makes a picture's fingerprint from its record in the pixel store; `main/lib/fingerprint.ts` says what that is. */
import { chromaSide, chromaStart, fingerprintBytes, greySide, greyStart } from '../lib/fingerprint.ts'
import { pixelSide } from './pixels.ts'

const hashSide = 8

/** Differences in brightness up to this are noise of compression, not a slope. */
const leastSlope = 2

/** Every second pixel of every second row: 64 for each mean are enough, and take a quarter of the time. */
const step = 2

/** Pixels that each mean of brightness is taken over. */
const samples = (pixelSide / greySide / step) ** 2

/** @param pixels [y, x, red green blue], `pixelBytes` bytes */
export function fingerprintOf(pixels: Uint8Array): Uint8Array {
  const fingerprint = new Uint8Array(fingerprintBytes)
  const { red, grey, blue } = means(pixels)
  fingerprint.set(hash(grey))
  fingerprint.set(grey.map(Math.round), greyStart)
  fingerprint.set(chroma(blue, grey, 0.564), chromaStart)
  fingerprint.set(chroma(red, grey, 0.713), chromaStart + chromaSide * chromaSide)
  return fingerprint
}

/** Means of 16×16 cells; brightness by ITU-R BT.601. */
function means(pixels: Uint8Array): Readonly<Record<'red' | 'grey' | 'blue', Float64Array>> {
  const cells = greySide * greySide
  const [red, grey, blue] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)]
  const cell = pixelSide / greySide
  for (let y = 0; y < pixelSide; y += step) {
    let place = Math.floor(y / cell) * greySide
    let at = y * pixelSide * 3
    for (let column = 0; column < greySide; column++) {
      let [r, g, b] = [0, 0, 0]
      for (let x = 0; x < cell; x += step) {
        r += pixels[at]!
        g += pixels[at + 1]!
        b += pixels[at + 2]!
        at += 3 * step
      }
      red[place]! += r / samples
      blue[place]! += b / samples
      grey[place]! += (0.299 * r + 0.587 * g + 0.114 * b) / samples
      place++
    }
  }
  return { red, grey, blue }
}

/** A colour difference in 4×4 cells, 128 where there is none. */
function chroma(channel: Float64Array, grey: Float64Array, scale: number): Float64Array {
  const cells = new Float64Array(chromaSide * chromaSide).fill(128)
  const share = greySide / chromaSide
  for (let place = 0; place < grey.length; place++) {
    const row = Math.floor(place / greySide / share)
    const column = Math.floor((place % greySide) / share)
    cells[row * chromaSide + column]! += (scale * (channel[place]! - grey[place]!)) / (share * share)
  }
  return cells.map(Math.round)
}

/** Eight places a row, each against the next, from the left edge to the right one. */
function hash(grey: Float64Array): Uint8Array {
  const bits = new Uint8Array(hashSide)
  const level = (row: number, column: number) =>
    (grey[2 * row * greySide + column]! + grey[(2 * row + 1) * greySide + column]!) / 2
  const column = (place: number) => Math.round((place * (greySide - 1)) / hashSide)
  for (let row = 0; row < hashSide; row++) {
    for (let place = 0; place < hashSide; place++) {
      if (level(row, column(place)) > level(row, column(place + 1)) + leastSlope) bits[row]! |= 1 << place
    }
  }
  return bits
}
