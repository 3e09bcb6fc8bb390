/** What is wrong with a dataset, and its remedies. Every remedy is a step that can be undone. */
import { z } from 'zod'
import { id, split } from './basics.ts'
import { method } from './wire.ts'

/** Findings about readable pictures that are not excluded; each is a filter of `images.ids` and `images.page` too. */
export const pictureFindings = [
  /** The same file more than once. */
  'exact-duplicates',
  /** Pictures that look the same: exact copies, and others resized, compressed or changed a little. */
  'near-duplicates',
  /** Duplicates that bear different labels. */
  'two-labels',
  /** Duplicates that lie in different splits. */
  'leaks',
  /** Taken in after a conversion: CMYK, 16 bits, transparency, frames, colour profile. */
  'converted',
  /** The file says that it lies on its side; it was turned upright. */
  'turned',
  /** Shorter side below `thresholds.smallPixels`. */
  'small',
  /** Not in their source any more when it was last imported; still usable. */
  'gone',
  /** Pictures of classes with fewer than `thresholds.fewPictures`. */
  'few-pictures',
] as const
export const pictureFinding = z.enum(pictureFindings)
export type PictureFinding = z.infer<typeof pictureFinding>

/** Those, files that are no pictures of the dataset (`datasets.problems` lists them), and classes out of balance. */
export const findingKinds = [...pictureFindings, 'unreadable', 'unsupported', 'left-out', 'imbalance'] as const
export const findingKind = z.enum(findingKinds)
export type FindingKind = z.infer<typeof findingKind>

export const remedies = ['exclude', 'keep-one', 'one-split', 'one-label'] as const
/**
 * `exclude` all its pictures; of each group of duplicates `keep-one` (a test picture, else one for validation) and exclude
 * the rest; put each group into `one-split` (that of its test picture, else of its validation picture, so that nothing
 * leaves those); give each group `one-label`, the most frequent in it.
 */
export const remedy = z.enum(remedies)
export type Remedy = z.infer<typeof remedy>

export const finding = z.object({
  kind: findingKind,
  /** Pictures (files that are none; classes for `few-pictures` and `imbalance`) that it is about; 0 is not listed. */
  count: z.int(),
  /** Groups of duplicates, for findings about them. */
  groups: z.int().optional(),
  /** Classes, for `few-pictures` and `imbalance`: the smallest first, a hundred at most. */
  classes: z.array(z.object({ id, name: z.string(), images: z.int() })).optional(),
  /** How often each conversion was made, for `converted` and `turned`. */
  conversions: z.array(z.object({ name: z.string(), count: z.int() })).optional(),
  remedies: z.array(remedy),
})
export type Finding = z.infer<typeof finding>

export const hygieneProgress = z.object({
  datasetId: id,
  phase: z.enum(['reading', 'comparing', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int(),
  message: z.string().optional(),
})
export type HygieneProgress = z.infer<typeof hygieneProgress>

export const hygieneReport = z.object({
  findings: z.array(finding),
  /** When duplicates were last looked for; `null` before. */
  checkedAt: z.number().nullable(),
  /** Pictures that came since. */
  unchecked: z.int(),
  /** The search under way. */
  progress: hygieneProgress.nullable(),
  thresholds: z.object({
    /** Bits of 64 in which the hashes of near duplicates differ at most. */
    nearBits: z.int(),
    /** Least correlation of near duplicates' small grey pictures, 0 to 1. */
    nearCorrelation: z.number(),
    smallPixels: z.int(),
    fewPictures: z.int(),
    /** Times that the largest class may have the pictures of the smallest. */
    imbalance: z.number(),
  }),
})
export type HygieneReport = z.infer<typeof hygieneReport>

export const hygiene = {
  report: method(z.object({ datasetId: id }), hygieneReport),
  /**
   * Looks for duplicates and answers when it is done; joins a search under way. It runs by itself after each import.
   * `hygiene.progress` events tell how it gets on.
   */
  check: method(z.object({ datasetId: id }), hygieneReport),
  /** Groups of duplicates, whole, the largest first; with a finding only the groups that it is about. */
  groups: method(
    z.object({
      datasetId: id,
      finding: z.enum(['exact-duplicates', 'near-duplicates', 'two-labels', 'leaks']).default('near-duplicates'),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.object({ total: z.int(), groups: z.array(z.object({ groupId: id, imageIds: z.array(id) })) }),
  ),
  /** Applies a remedy to all pictures of a finding, or with `imageIds` to these of them. Answers how many changed. */
  remedy: method(
    z.object({
      datasetId: id,
      finding: pictureFinding,
      remedy,
      imageIds: z.array(id).min(1).max(100_000).optional(),
      /** Changes the test pictures although a run was evaluated on them. */
      insist: z.boolean().default(false),
    }),
    z.object({ changed: z.int() }),
  ),
}

export const hygieneEvents = { 'hygiene.progress': hygieneProgress }

/** Pictures whose duplicates lie in another split, and which splits those are. */
export const leakSummary = z.object({
  groups: z.int(),
  pictures: z.int(),
  between: z.array(z.object({ splits: z.array(split), groups: z.int() })),
})
export type LeakSummary = z.infer<typeof leakSummary>
