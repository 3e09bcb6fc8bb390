/** What a run measures of its training pictures before the first step, and the numbers that bytes become. */
import { pixelBytes, PixelReader, pixelSide } from '../image/pixels.ts'
import { testWindows } from './crops.ts'
import { createCut } from './cut.ts'
import type { Covariance } from './colour.ts'
import { pixelStatistics, sampleOf } from './statistics.ts'
import type { RecordReader } from './statistics.ts'

export interface InputQuestion {
  /** The dataset's pixel file, absolute. */
  readonly pixelFile: string
  /** The training pictures' records. */
  readonly records: Float64Array
  readonly seed: number
  /** Side in pixels of the picture that crops are taken from, and of the crop. */
  readonly source: number
  readonly crop: number
  readonly mean: 'channel' | 'picture'
  /** Whether inputs are brought to deviation 1, as He's initialiser expects; the published ones expect bytes. */
  readonly unitDeviation: boolean
}

export interface InputNumbers {
  /** (byte − mean) × scale; the mean by channel, or a picture [crop, crop, 3]. */
  readonly normalisation: { readonly mean: readonly number[]; readonly scale: number }
  /** Of red, green and blue over single pixels. */
  readonly covariance: Covariance
}

/** The same for the same pictures and seed. */
export function measureInputs(question: InputQuestion): InputNumbers {
  const { pixelFile, records, seed, unitDeviation } = question
  const reader = new PixelReader(pixelFile)
  try {
    const { mean, deviation, covariance } = pixelStatistics(reader, records, pixelBytes, seed)
    const scale = unitDeviation ? 1 / Math.max(deviation, 1) : 1
    const taken = question.mean === 'picture' ? meanPicture(reader, pixelSide, question) : mean
    return { normalisation: { mean: taken, scale }, covariance }
  } finally {
    reader.close()
  }
}

/**
 * The mean of the centre crops of a sample, [crop, crop, 3] in bytes, rounded to sixteenths.
 * @param side side in pixels of the reader's records
 */
export function meanPicture(
  reader: RecordReader,
  side: number,
  { records, seed, source, crop }: Pick<InputQuestion, 'records' | 'seed' | 'source' | 'crop'>,
): number[] {
  const cut = createCut(side, source, crop)
  const [window] = testWindows(source, crop, 1)
  const record = new Uint8Array(side * side * 3)
  const picture = new Uint8Array(crop * crop * 3)
  const sums = new Float64Array(picture.length)
  const sample = sampleOf(records.length, seed)
  for (const position of sample) {
    reader.read(records[position]!, record)
    cut(record, window!, picture, 0)
    for (let at = 0; at < sums.length; at++) sums[at]! += picture[at]!
  }
  return Array.from(sums, (sum) => Math.round((sum / sample.length) * 16) / 16)
}
