/** Datasets: named sets of labelled pictures, and the imports that fill them. */
import { z } from 'zod'
import { id, path, share } from './basics.ts'
import { classSummary } from './classes.ts'
import { datasetSource, importListing, importProgress, importSource } from './sources.ts'
import { method } from './wire.ts'

export const datasetName = z.string().trim().min(1, 'A dataset needs a name.').max(120)

export const datasetSummary = z.object({
  id,
  name: z.string(),
  createdAt: z.number(),
  /** Readable pictures, without those that are excluded. */
  images: z.int(),
  /** Readable pictures that a person left out of training. */
  excluded: z.int(),
  classes: z.int(),
  /** Of `images`, those without a label. */
  unlabelled: z.int(),
  /** Files that could not be read; `datasets.problems` lists them. */
  problems: z.int(),
  /** An import of it broke off or was cancelled, or goes on; `importAgain` completes it. */
  unfinished: z.boolean(),
  /** Some readable pictures, for a cover. */
  cover: z.array(id),
})
export type DatasetSummary = z.infer<typeof datasetSummary>

export const datasetDetail = datasetSummary.extend({
  classList: z.array(classSummary),
  sources: z.array(datasetSource),
  counts: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
})
export type DatasetDetail = z.infer<typeof datasetDetail>

export const problemKinds = ['unreadable', 'unsupported', 'left-out'] as const
export const problemKind = z.enum(problemKinds)
export type ProblemKind = z.infer<typeof problemKind>

export const problem = z.object({ path: z.string(), reason: z.string(), kind: problemKind })
export type Problem = z.infer<typeof problem>

/** The order matters to nobody: test pictures are read first, so that copies of them stay out of training. */
const sources = z.array(importSource).min(1).max(10_000)

export const datasets = {
  list: method(z.object({}), z.array(datasetSummary)),
  get: method(z.object({ datasetId: id }), datasetDetail),
  /**
   * Begins to import sources into a new dataset. Answers as soon as they proved usable: until then `datasets.listing`
   * events tell how far the look at them is, and who cancels the call ends it. `datasets.progress` events tell the rest.
   * A split that a source fixes is not drawn from the others.
   */
  import: method(
    z.object({ name: datasetName, sources, validationShare: share.default(0.1), testShare: share.default(0.1) }),
    z.object({ datasetId: id }),
  ),
  /** Begins to import further sources into a dataset, which keeps its shares. */
  importInto: method(z.object({ datasetId: id, sources }), z.object({ datasetId: id })),
  /**
   * Goes through all sources of a dataset once more: takes what is new or changed, marks what is gone, and completes an
   * import that broke off or was cancelled. Labels and splits stay.
   */
  importAgain: method(z.object({ datasetId: id }), z.object({ datasetId: id })),
  /** Tells where a source that was moved or renamed lies now; its pictures are looked for there from now on. */
  relocate: method(z.object({ datasetId: id, sourceId: id, path }), z.object({})),
  /** Draws the ten classes of sample pictures into the workspace and begins to import them, where there are none yet. */
  importSamples: method(z.object({}), z.object({ datasetId: id })),
  cancelImport: method(z.object({ datasetId: id }), z.object({})),
  /** Imports under way, so that a page opened later can show them. */
  imports: method(z.object({}), z.array(importProgress)),
  rename: method(z.object({ datasetId: id, name: datasetName }), z.object({})),
  remove: method(z.object({ datasetId: id }), z.object({})),
  /** Files that are no pictures of the dataset, and why; all, or of one kind. */
  problems: method(
    z.object({
      datasetId: id,
      kind: problemKind.optional(),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(1000).default(100),
    }),
    z.object({ total: z.int(), items: z.array(problem) }),
  ),
}

export const datasetEvents = {
  'datasets.listing': importListing,
  'datasets.progress': importProgress,
  /** Something about this dataset changed; ask again. */
  'datasets.changed': z.object({ datasetId: id }),
}
