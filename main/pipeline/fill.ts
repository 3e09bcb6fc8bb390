/** Fills one batch: reads each picture's record, cuts, mirrors and shifts it, and draws the dropout masks. Knows no threads. */
import { Random } from '../lib/random.ts'
import { drawColourShift, drawWindow } from './augment.ts'
import { shiftColour } from './colour.ts'
import { testWindows } from './crops.ts'
import { createCut } from './cut.ts'
import { drawMask } from './dropout.ts'
import type { FillJob, FillSettings } from './job.ts'
import type { RecordReader } from './statistics.ts'

/** @param side side in pixels of the reader's square records */
export function createFill(settings: FillSettings, reader: RecordReader, side: number): (job: FillJob) => void {
  const { source, crop, seed, augmentation, colourBasis } = settings
  const cut = createCut(side, source, crop)
  const record = new Uint8Array(side * side * 3)
  const bytes = crop * crop * 3

  function fillTraining({ records, images, masks }: FillJob, epoch: number, step: number): void {
    records.forEach((index, place) => {
      const position = step * records.length + place
      reader.read(index, record)
      cut(record, drawWindow(augmentation, source - crop, seed, epoch, position), images, place * bytes)
      if (augmentation.colour && colourBasis) {
        const picture = images.subarray(place * bytes, (place + 1) * bytes)
        shiftColour(picture, drawColourShift(colourBasis, seed, epoch, position))
      }
    })
    const random = new Random(seed, 'dropout', epoch, step)
    for (const mask of masks.values()) drawMask(mask, settings.dropout, random)
  }

  function fillTest({ records, images }: FillJob, crops: 1 | 10): void {
    const windows = testWindows(source, crop, crops)
    records.forEach((index, place) => {
      reader.read(index, record)
      windows.forEach((window, view) => cut(record, window, images, (place * crops + view) * bytes))
    })
  }

  return (job) => {
    if (job.mode.type === 'training') fillTraining(job, job.mode.epoch, job.mode.step)
    else fillTest(job, job.mode.crops)
  }
}
