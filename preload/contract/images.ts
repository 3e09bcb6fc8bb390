/** The pictures of a dataset: pages of them, and their labels. Their bytes travel by URL, never through calls. */
import { z } from 'zod'
import { id, split } from './datasets.ts'
import { method } from './wire.ts'

export const imageFilter = z.object({
  /** A class, `null` for pictures without a label, absent for all. */
  classId: id.nullable().optional(),
  split: split.optional(),
  /** Part of the file's name, any case. */
  text: z.string().max(200).optional(),
})
export type ImageFilter = z.infer<typeof imageFilter>

export const imageItem = z.object({
  id,
  /** Path below its source folder, with `/`. */
  path: z.string(),
  classId: id.nullable(),
  split,
  /** Pixels of the file itself, after orientation. */
  width: z.int(),
  height: z.int(),
})
export type ImageItem = z.infer<typeof imageItem>

export const images = {
  /** One page of the readable pictures that pass the filter, in the order of import. */
  page: method(
    z.object({
      datasetId: id,
      filter: imageFilter.default({}),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(200),
    }),
    z.object({ total: z.int(), items: z.array(imageItem) }),
  ),
  /** All pictures that pass the filter, in the order of `page`: what a grid scrolls over and selects from. */
  ids: method(z.object({ datasetId: id, filter: imageFilter.default({}) }), z.object({ ids: z.array(id) })),
  /** These pictures, in the order asked for; those that are gone are left out. */
  get: method(
    z.object({ datasetId: id, imageIds: z.array(id).min(1).max(500) }),
    z.object({ items: z.array(imageItem) }),
  ),
  /** Gives the pictures the class, or takes their label away with `null`. Answers how many labels changed. */
  label: method(
    z.object({ datasetId: id, imageIds: z.array(id).min(1).max(100_000), classId: id.nullable() }),
    z.object({ changed: z.int() }),
  ),
}

/** What is shown of a picture: 128×128 pixels, the 256×256 that networks see, or all of its file where that is at hand. */
export const pictureKinds = ['thumbnail', 'record', 'original'] as const
export type PictureKind = (typeof pictureKinds)[number]

/** Where a picture is found as WebP, below the application's own origin. */
export function pictureUrl(kind: PictureKind, imageId: number): string {
  return `/pictures/${kind}/${String(imageId)}`
}

export function thumbnailUrl(imageId: number): string {
  return pictureUrl('thumbnail', imageId)
}
