/** The table of a run's epochs, with widths known before its rows are. */
import type { EpochRecord } from '../../../preload/contract/index.ts'
import type { Column } from './table.ts'
import { count, duration, percent } from './words.ts'

const titles = [
  'Epoch',
  'Train loss',
  'Top-1 error',
  'Top-5 error',
  'Val. loss',
  'Top-1 error',
  'Top-5 error',
  'Pictures/s',
  'Time',
]

export const epochColumns: readonly Column[] = titles.map((title) => ({ title, align: 'right' }))
export const epochWidths: readonly number[] = titles.map((title) => Math.max(title.length, 9))

export function epochCells({ epoch, train, validation, imagesPerSecond, seconds }: EpochRecord): string[] {
  const measures = [train, validation].flatMap((measure) =>
    measure ? [measure.loss.toFixed(3), percent(measure.top1Error), percent(measure.top5Error)] : ['–', '–', '–'],
  )
  return [String(epoch), ...measures, count(Math.round(imagesPerSecond)), duration(seconds)]
}
