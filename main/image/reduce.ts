/**
 * Reduces pictures of up to twice the side by a triangle filter, as libvips and Pillow do it, and cuts out the centre
 * square. It is here because it takes a fifth of the time that JavaScript or a library takes: the inner loops are
 * WebAssembly (`reduce.wat`), in whose memory a picture is decoded.
 */
import { instantiate } from '../lib/instantiate.ts'
import { pixelBytes, pixelSide } from './pixels.ts'
import { reduceCode } from './reduce-code.ts'
import { centreOf, scaledTo, type Size } from './square.ts'

/** Bytes of a pixel that is to be reduced: red, green, blue and one unused. */
const channels = 4

/** Pixels that a pixel of the target is mixed of: a triangle over at most twice two. */
const tapCount = 4
/** The sum of their weights. */
const whole = 256

/** Bytes of a table: for each row or column of the target, where its first pixel lies, and four weights. */
const tableBytes = pixelSide * (4 + tapCount * 2)
/** Bytes beyond the end that are read or written with the last ones. */
const slack = 16

/** Pixels of a row that the centre square is mixed of, at most. */
const mostColumns = 2 * (pixelSide + tapCount)

/** Where things lie in the memory, in bytes; the picture comes last, so that it can be of any size. */
const rowTable = 0
const columnTable = rowTable + tableBytes
const targetStart = columnTable + tableBytes
const rowStart = targetStart + pixelBytes + slack
const pictureStart = rowStart + mostColumns * channels + slack

interface Code {
  readonly memory: WebAssembly.Memory
  readonly reduce: (
    source: number,
    stride: number,
    rows: number,
    columns: number,
    row: number,
    rowEnd: number,
    target: number,
  ) => void
}

const code = instantiate<Code>(reduceCode)

/**
 * Where a picture of so many bytes is put to be reduced. One memory for all of them, because fresh memory takes as long
 * as decoding into it: what was there before is lost.
 */
export function roomFor(bytes: number): Buffer<ArrayBuffer> {
  const pageBytes = 2 ** 16
  const missing = pictureStart + bytes + slack - code.memory.buffer.byteLength
  if (missing > 0) code.memory.grow(Math.ceil(missing / pageBytes))
  return Buffer.from(code.memory.buffer, pictureStart, bytes)
}

/**
 * Reduces what was put where `roomFor` says, [height, width, 4], to [256, 256, 3] bytes. The short side is from 257 to
 * 512.
 */
export function reduce(
  size: Size,
  target: Uint8Array<ArrayBuffer> = new Uint8Array(pixelBytes),
): Uint8Array<ArrayBuffer> {
  const scaled = scaledTo(pixelSide, size)
  const { left, top } = centreOf(scaled, pixelSide)
  const columns = tapsOf(size.width, scaled.width, left)
  const rows = tapsOf(size.height, scaled.height, top)
  const begin = columns.first[0]!
  const stride = size.width * channels
  writeTable(rowTable, rows, stride, begin * channels)
  writeTable(columnTable, columns, channels, -begin * channels)
  const rowEnd = rowStart + (columns.first[pixelSide - 1]! + tapCount - begin) * channels
  code.reduce(pictureStart, stride, rowTable, columnTable, rowStart, rowEnd, targetStart)
  target.set(new Uint8Array(code.memory.buffer, targetStart, pixelBytes))
  return target
}

interface Taps {
  /** For each place of the target, the first of `tapCount` places of the source. */
  readonly first: Int32Array
  /** Their weights, place by place. */
  readonly weights: Int16Array
}

/** Where the first pixel of each place lies is `shift` bytes behind `bytes` for each pixel before. */
function writeTable(start: number, { first, weights }: Taps, bytes: number, shift: number): void {
  const entryBytes = tableBytes / pixelSide
  const offsets = new Int32Array(code.memory.buffer, start, tableBytes / 4)
  const numbers = new Int16Array(code.memory.buffer, start, tableBytes / 2)
  for (let place = 0; place < pixelSide; place++) {
    offsets[(place * entryBytes) / 4] = first[place]! * bytes + shift
    const at = (place * entryBytes) / 2 + 2
    for (let tap = 0; tap < tapCount; tap++) numbers[at + tap] = weights[place * tapCount + tap]!
  }
}

/** Most pictures of a dataset have few sizes. */
const known = new Map<string, Taps>()
const mostKnown = 1000

function tapsOf(from: number, to: number, start: number): Taps {
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
  const made = { first: new Int32Array(pixelSide), weights: new Int16Array(pixelSide * tapCount) }
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
