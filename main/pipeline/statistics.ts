/** What the training pixels are like: channel means, deviation and covariance, from an even sample of records. */
import { Random, permutation } from '../lib/random.ts'
import type { Covariance } from './colour.ts'

export interface PixelStatistics {
  /** Of red, green and blue, in bytes. */
  readonly mean: readonly [number, number, number]
  /** Of all channels about their own means, in bytes. */
  readonly deviation: number
  /** Of red, green and blue over single pixels. */
  readonly covariance: Covariance
}

/** Whatever can read a picture's record by its index. */
export interface RecordReader {
  read(index: number, into: Uint8Array): void
}

/** Pictures that statistics are drawn from; more would not change a digit that matters. */
const sampleSize = 2000
/** One pixel in so many is looked at; prime, so that no column of the picture is favoured. */
const pixelStep = 7

/** Positions of the pictures that statistics are drawn from. */
export function sampleOf(pictures: number, seed: number): Uint32Array {
  return permutation(pictures, new Random(seed, 'sample')).subarray(0, sampleSize)
}

/**
 * @param records the training pictures' indices in the pixel file, at least one
 * @param recordBytes bytes of one record
 */
export function pixelStatistics(
  reader: RecordReader,
  records: Float64Array,
  recordBytes: number,
  seed: number,
): PixelStatistics {
  const record = new Uint8Array(recordBytes)
  const sums = new Float64Array(9)
  let pixels = 0
  for (const position of sampleOf(records.length, seed)) {
    reader.read(records[position]!, record)
    pixels += addMoments(record, sums)
  }
  const [r, g, b, rr, rg, rb, gg, gb, bb] = Array.from(sums, (sum) => sum / pixels) as unknown as Moments
  const covariance = [
    [rr - r * r, rg - r * g, rb - r * b],
    [rg - r * g, gg - g * g, gb - g * b],
    [rb - r * b, gb - g * b, bb - b * b],
  ]
  const variance = (rr - r * r + gg - g * g + bb - b * b) / 3
  return { mean: [r, g, b], deviation: Math.sqrt(variance), covariance }
}

type Moments = readonly [number, number, number, number, number, number, number, number, number]

/** Adds the sums of r, g, b, rr, rg, rb, gg, gb, bb of a sample of the record's pixels; answers how many pixels. */
function addMoments(record: Uint8Array, sums: Float64Array): number {
  let [r, g, b, rr, rg, rb, gg, gb, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
  let pixels = 0
  for (let at = 0; at + 2 < record.length; at += pixelStep * 3, pixels++) {
    const red = record[at]!
    const green = record[at + 1]!
    const blue = record[at + 2]!
    r += red
    g += green
    b += blue
    rr += red * red
    rg += red * green
    rb += red * blue
    gg += green * green
    gb += green * blue
    bb += blue * blue
  }
  ;[r, g, b, rr, rg, rb, gg, gb, bb].forEach((sum, index) => (sums[index]! += sum))
  return pixels
}
