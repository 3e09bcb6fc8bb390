/** Datasets on their way out: pictures with their labels and splits, in forms that other programs read. */
import { z } from 'zod'
import { id, path } from './basics.ts'
import { method } from './wire.ts'

export const exportFormats = ['folders', 'csv', 'json', 'webdataset'] as const
/**
 * `folders`: `train/cat/1.jpg`; `csv` and `json`: a manifest of path, label and split, which can be imported;
 * `webdataset`: shards `train-000000.tar` of a picture and its class each.
 */
export const exportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof exportFormat>

export const exportProgress = z.object({
  datasetId: id,
  folder: z.string(),
  format: exportFormat,
  phase: z.enum(['writing', 'done', 'failed', 'cancelled']),
  /** Pictures handled, and all there are. */
  done: z.int(),
  total: z.int(),
  /** Pictures left out, each with its reason; the first hundred. */
  problems: z.array(z.object({ path: z.string(), reason: z.string() })),
  leftOut: z.int(),
  imagesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  /** Why it failed; only with phase `failed`. */
  message: z.string().optional(),
})
export type ExportProgress = z.infer<typeof exportProgress>

export const exports = {
  /** Begins to write a dataset into a folder that is empty or not there yet; `exports.progress` events tell the rest. */
  start: method(
    z.object({
      datasetId: id,
      format: exportFormat,
      folder: path,
      /** Whether a manifest comes with copies of the pictures; otherwise it names them where they lie. */
      copyPictures: z.boolean().default(false),
    }),
    z.object({}),
  ),
  cancel: method(z.object({ datasetId: id }), z.object({})),
  /** Exports under way, so that a page opened later can show them. */
  list: method(z.object({}), z.array(exportProgress)),
}

export const exportEvents = { 'exports.progress': exportProgress }
