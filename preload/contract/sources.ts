/** Where the pictures of a dataset come from, and how an import of them gets on. */
import { z } from 'zod'
import { id, path, split } from './basics.ts'

export const sourceKinds = ['folder', 'pictures', 'zip', 'tar', 'manifest'] as const
export const sourceKind = z.enum(sourceKinds)
export type SourceKind = z.infer<typeof sourceKind>

/**
 * Which folder on the way to a picture names its class: the first, second, … below the source; `parent`, the one that
 * the picture lies in; `none`, so that pictures come without a label; or `auto`, which finds the folders of classes
 * below those of splits (`train`, `val`, `test`) and takes a flat folder as unlabelled.
 */
export const classLevel = z.union([z.enum(['auto', 'none', 'parent']), z.int().min(1).max(16)])
export type ClassLevel = z.infer<typeof classLevel>

/** A folder, a picture, an archive (`.zip`, `.tar`, `.tar.gz`), or a manifest (`.csv`, `.json`, `.jsonl`). */
export const importSource = z.object({
  path,
  /** Of no meaning for manifests, which name the classes themselves. */
  classLevel: classLevel.default('auto'),
  /** The split of all its pictures. Absent: that of its folders or its manifest where they name one, else drawn. */
  split: split.optional(),
  /** The folder that the paths of a manifest begin in, and may not leave; the manifest's own without it. */
  pictureFolder: path.optional(),
  /**
   * ILSVRC: a text file with the classes of a flat folder such as `val`. Either line 7 is about the picture whose name
   * ends in 7, as in `ILSVRC2012_val_00000007.JPEG`, and holds a class or a number from 1 that counts the lines of
   * `classNames` (the training classes by name without it); or lines are `file label`, whose numbers count from 0.
   */
  groundTruth: path.optional(),
  /** ILSVRC: a text file of lines `n01440764 tench, Tinca tinca`: the folder of a class, and its name. */
  classNames: path.optional(),
})
export type ImportSource = z.input<typeof importSource>

/** A source of a dataset as it is kept. */
export const datasetSource = z.object({
  id,
  kind: sourceKind,
  /** Of the folder, archive or manifest; absolute. */
  path: z.string(),
  /** The split of all its pictures, where it was given. */
  split: split.nullable(),
  /** When all of it was last imported, in milliseconds since 1970; `null` where an import broke off or goes on. */
  importedAt: z.number().nullable(),
  /** Pictures of the dataset that were not there any more when it was last imported; they stay usable. */
  gone: z.int(),
})
export type DatasetSource = z.infer<typeof datasetSource>

/** How the first look at an import's sources gets on, before anything is read. */
export const importListing = z.object({
  /** Of the dataset that the pictures are to go into; of one that there is, or is not yet. */
  name: z.string(),
  /** Path of the source that is looked at. */
  source: z.string(),
  /** Files found so far, in all sources. */
  found: z.int(),
  /** How much of this source has been looked at, 0 to 1; `null` where nobody can know, as with a folder. */
  share: z.number().nullable(),
  secondsLeft: z.number().nullable(),
})
export type ImportListing = z.infer<typeof importListing>

export const importProgress = z.object({
  datasetId: id,
  phase: z.enum(['listing', 'reading', 'done', 'failed', 'cancelled']),
  /** Files handled and files found so far. */
  done: z.int(),
  total: z.int(),
  /** Of those handled: new, changed since the last import, as they were, and not readable. */
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  problems: z.int(),
  /** Pictures of the dataset that are not in their sources any more; known at the end. */
  gone: z.int(),
  imagesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  /** Why it failed; only with phase `failed`. */
  message: z.string().optional(),
})
export type ImportProgress = z.infer<typeof importProgress>
