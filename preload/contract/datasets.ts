/** Datasets: named sets of labelled pictures, and the imports that fill them. */
import { z } from 'zod'
import { method } from './wire.ts'

export const id = z.int().positive()

export const splits = ['train', 'validation', 'test'] as const
export const split = z.enum(splits)
export type Split = z.infer<typeof split>

export const datasetName = z.string().trim().min(1, 'A dataset needs a name.').max(120)
export const className = z.string().trim().min(1, 'A class needs a name.').max(200)

/** A part of the whole, 0 to 0.9. */
const share = z.number().min(0).max(0.9)

/** A folder or file on the host's machine, absolute. */
export const path = z.string().min(1).max(4096)

export const classSummary = z.object({
  id,
  name: z.string(),
  /** Readable pictures of the class, by split. */
  counts: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
})
export type ClassSummary = z.infer<typeof classSummary>

export const datasetSummary = z.object({
  id,
  name: z.string(),
  createdAt: z.number(),
  /** Readable pictures. */
  images: z.int(),
  classes: z.int(),
  /** Readable pictures without a label. */
  unlabelled: z.int(),
  /** Files that could not be read; `datasets.problems` lists them. */
  problems: z.int(),
  /** Some readable pictures, for a cover. */
  cover: z.array(id),
})
export type DatasetSummary = z.infer<typeof datasetSummary>

export const datasetDetail = datasetSummary.extend({
  classList: z.array(classSummary),
  sources: z.array(z.object({ folder: z.string(), split: split.nullable() })),
  counts: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
})
export type DatasetDetail = z.infer<typeof datasetDetail>

export const problem = z.object({ path: z.string(), reason: z.string() })
export type Problem = z.infer<typeof problem>

export const importProgress = z.object({
  datasetId: id,
  phase: z.enum(['listing', 'reading', 'done', 'failed', 'cancelled']),
  /** Files handled and files found so far. */
  done: z.int(),
  total: z.int(),
  /** Of those handled, files that could not be read. */
  problems: z.int(),
  imagesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  /** Why it failed; only with phase `failed`. */
  message: z.string().optional(),
})
export type ImportProgress = z.infer<typeof importProgress>

export const datasets = {
  list: method(z.object({}), z.array(datasetSummary)),
  get: method(z.object({ datasetId: id }), datasetDetail),
  /**
   * Begins to import a folder with one sub-folder a class into a new dataset, or, with `datasetId`, once more into an
   * existing one. Answers as soon as the folder proved usable; `datasets.progress` events tell the rest.
   */
  import: method(
    z.object({
      name: datasetName,
      folder: path,
      /** Pictures from here are the test split. */
      testFolder: path.optional(),
      validationShare: share.default(0.1),
      /** Ignored with `testFolder`. */
      testShare: share.default(0.1),
    }),
    z.object({ datasetId: id }),
  ),
  /** Draws the ten classes of sample pictures into the workspace and begins to import them. */
  importSamples: method(z.object({}), z.object({ datasetId: id })),
  cancelImport: method(z.object({ datasetId: id }), z.object({})),
  /** Imports under way, so that a page opened later can show them. */
  imports: method(z.object({}), z.array(importProgress)),
  rename: method(z.object({ datasetId: id, name: datasetName }), z.object({})),
  remove: method(z.object({ datasetId: id }), z.object({})),
  createClass: method(z.object({ datasetId: id, name: className }), z.object({ classId: id })),
  problems: method(
    z.object({ datasetId: id, offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(100) }),
    z.object({ total: z.int(), items: z.array(problem) }),
  ),
}

export const datasetEvents = {
  'datasets.progress': importProgress,
  /** Something about this dataset changed; ask again. */
  'datasets.changed': z.object({ datasetId: id }),
}
