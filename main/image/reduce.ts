/**
 * Reduces pictures of up to twice the side by a triangle filter, as libvips and Pillow do it, and cuts out the centre
 * square. It is here because it takes less time than to hand the pixels to a library and back. A pixel is one number;
 * two of its bytes at a time, sixteen bits apart, are multiplied by a weight of eight bits.
 */
import { pixelBytes, pixelSide } from './pixels.ts'
import { centreOf, scaledTo, type Size } from './square.ts'

/** From [height, width, red green blue and one unused] to [256, 256, 3] bytes. The short side is from 256 to 512. */
export function reduce(
  source: Uint8Array,
  size: Size,
  target: Uint8Array<ArrayBuffer> = new Uint8Array(pixelBytes),
): Uint8Array<ArrayBuffer> {
  const pixels = new Int32Array(source.buffer, source.byteOffset, size.width * size.height)
  const scaled = scaledTo(pixelSide, size)
  const { left, top } = centreOf(scaled, pixelSide)
  const columns = taps(size.width, scaled.width, left)
  const rows = taps(size.height, scaled.height, top)
  const begin = columns.first[0]!
  const row = new Int32Array(columns.first[pixelSide - 1]! + tapCount - begin)
  for (let y = 0; y < pixelSide; y++) {
    mixRows(pixels, rows.first[y]! * size.width + begin, size.width, rows.weights, y * tapCount, row)
    mixColumns(row, columns, target, y * pixelSide * 3)
  }
  return target
}

/** Pixels that a pixel of the target is mixed of: a triangle over at most twice two. */
const tapCount = 4
/** The sum of their weights. */
const whole = 256

const pair = 0x00ff00ff
const halves = 0x00800080

interface Taps {
  /** For each place of the target, the first of `tapCount` places of the source. */
  readonly first: Int32Array
  /** Their weights, place by place. */
  readonly weights: Int32Array
}

/** Most pictures of a dataset have few sizes. */
const known = new Map<string, Taps>()
const mostKnown = 1000

function taps(from: number, to: number, start: number): Taps {
  const key = `${from} ${to} ${start}`
  const found = known.get(key)
  if (found) return found
  if (known.size >= mostKnown) known.clear()
  const made = makeTaps(from, to, start)
  known.set(key, made)
  return made
}

/** Of a side of `from` pixels, scaled to `to`, from pixel `start` of those on. */
function makeTaps(from: number, to: number, start: number): Taps {
  const scale = from / to
  const made = { first: new Int32Array(pixelSide), weights: new Int32Array(pixelSide * tapCount) }
  for (let place = 0; place < pixelSide; place++) {
    const centre = (place + start + 0.5) * scale - 0.5
    const first = Math.max(0, Math.min(from - tapCount, Math.floor(centre - scale) + 1))
    const shares = Array.from({ length: tapCount }, (_, tap) => Math.max(0, 1 - Math.abs(first + tap - centre) / scale))
    const sum = shares.reduce((one, other) => one + other)
    const weights = shares.map((share) => Math.round((share / sum) * whole))
    // What rounding has left over goes to the largest, so that an even colour stays as it is.
    weights[shares.indexOf(Math.max(...shares))]! += whole - weights.reduce((one, other) => one + other)
    made.first[place] = first
    made.weights.set(weights, place * tapCount)
  }
  return made
}

function mix(a: number, b: number, c: number, d: number, p: number, q: number, r: number, s: number): number {
  const sum = Math.imul(a & pair, p) + Math.imul(b & pair, q) + Math.imul(c & pair, r) + Math.imul(d & pair, s)
  // As 32 bits, which it fits without a sign; otherwise JavaScript would go on with a slower kind of number.
  return (sum + halves) | 0
}

/** A row of the target, still as wide as the source. */
function mixRows(
  pixels: Int32Array,
  from: number,
  width: number,
  weights: Int32Array,
  weight: number,
  row: Int32Array,
): void {
  const p = weights[weight]!
  const q = weights[weight + 1]!
  const r = weights[weight + 2]!
  const s = weights[weight + 3]!
  for (let x = 0; x < row.length; x++) {
    const at = from + x
    const a = pixels[at]!
    const b = pixels[at + width]!
    const c = pixels[at + 2 * width]!
    const d = pixels[at + 3 * width]!
    const even = mix(a, b, c, d, p, q, r, s)
    const odd = mix(a >>> 8, b >>> 8, c >>> 8, d >>> 8, p, q, r, s)
    row[x] = ((even >>> 8) & pair) | (odd & ~pair)
  }
}

function mixColumns(row: Int32Array, { first, weights }: Taps, target: Uint8Array, start: number): void {
  const begin = first[0]!
  for (let x = 0, at = start; x < pixelSide; x++, at += 3) {
    const from = first[x]! - begin
    const a = row[from]!
    const b = row[from + 1]!
    const c = row[from + 2]!
    const d = row[from + 3]!
    const weight = x * tapCount
    const p = weights[weight]!
    const q = weights[weight + 1]!
    const r = weights[weight + 2]!
    const s = weights[weight + 3]!
    const even = mix(a, b, c, d, p, q, r, s)
    target[at] = even >>> 8
    target[at + 1] = mix(a >>> 8, b >>> 8, c >>> 8, d >>> 8, p, q, r, s) >>> 8
    target[at + 2] = even >>> 24
  }
}
