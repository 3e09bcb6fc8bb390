/** The pictures of a dataset: pages of them, and their labels. Their bytes travel by URL, never through calls. */
import { z } from 'zod'
import { id, split } from './basics.ts'
import { pictureFinding } from './hygiene.ts'
import { method } from './wire.ts'

export const imageFilter = z.object({
  /** A class, `null` for pictures without a label, absent for all. */
  classId: id.nullable().optional(),
  split: split.optional(),
  /** Part of the file's name, any case. */
  text: z.string().max(200).optional(),
  /** Only those that are excluded from training, or both kinds; without it only those that are not. */
  excluded: z.enum(['only', 'too']).optional(),
  /** A group of duplicates. */
  groupId: id.optional(),
  /** What the hygiene report found. */
  finding: pictureFinding.optional(),
  /** Pictures that this run, when it was last evaluated on them, took for another class than they have now. */
  mistakesOf: id.optional(),
  /** Pictures that had no label when this run was asked to suggest one. */
  suggestedBy: id.optional(),
  /** Of those mistakes or suggestions only those that it took for this class. */
  answerId: id.optional(),
  /** Of those mistakes or suggestions only those that it was so sure of: the least probability of its answer. */
  atLeast: z.number().min(0).max(1).optional(),
})
export type ImageFilter = z.infer<typeof imageFilter>

/** The run whose mistakes or suggestions are asked for. */
export function answeringRun({ mistakesOf, suggestedBy }: ImageFilter): number | undefined {
  return mistakesOf ?? suggestedBy
}

export const imageOrders = ['import', 'name', 'date', 'class', 'similarity', 'certainty'] as const
export const imageSort = z.object({
  /**
   * `date` is the file's; `similarity` puts what looks alike together, or with `like` begins with what looks most like
   * that; `certainty` begins with what the run of the filter was least sure of, and is as `import` without such a run.
   */
  by: z.enum(imageOrders).default('import'),
  descending: z.boolean().default(false),
  /** A picture of the dataset; only with `similarity`. */
  like: id.optional(),
})
export type ImageSort = z.infer<typeof imageSort>

export const imageAnswer = z.object({
  /** The class that came first. */
  classId: id,
  /** Its softmax probability; `null` where it was not kept. */
  probability: z.number().nullable(),
})
export type ImageAnswer = z.infer<typeof imageAnswer>

export const imageItem = z.object({
  id,
  /** Path below its source folder, with `/`. */
  path: z.string(),
  classId: id.nullable(),
  split,
  /** Pixels of the file itself, after orientation. */
  width: z.int(),
  height: z.int(),
  /** Left out of training and of all counts. */
  excluded: z.boolean(),
  /** The group of duplicates that it belongs to. */
  groupId: id.nullable(),
  /** When the file was changed last, in milliseconds since 1970. */
  modifiedAt: z.number(),
  /** What the run took it for that was asked about; absent where there is no such answer. */
  answer: imageAnswer.optional(),
})
export type ImageItem = z.infer<typeof imageItem>

export const images = {
  /** One page of the readable pictures that pass the filter. */
  page: method(
    z.object({
      datasetId: id,
      filter: imageFilter.default({}),
      sort: imageSort.prefault({}),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(200),
    }),
    z.object({ total: z.int(), items: z.array(imageItem) }),
  ),
  /** All pictures that pass the filter, in the order of `page`: what a grid scrolls over and selects from. */
  ids: method(
    z.object({ datasetId: id, filter: imageFilter.default({}), sort: imageSort.prefault({}) }),
    z.object({ ids: z.array(id) }),
  ),
  /** These pictures, in the order asked for; those that are gone are left out. With a run, what it took them for too. */
  get: method(
    z.object({ datasetId: id, imageIds: z.array(id).min(1).max(500), answersOf: id.optional() }),
    z.object({ items: z.array(imageItem) }),
  ),
  /** Gives the pictures the class, or takes their label away with `null`. Answers how many labels changed. */
  label: method(
    z.object({ datasetId: id, imageIds: z.array(id).min(1).max(100_000), classId: id.nullable() }),
    z.object({ changed: z.int() }),
  ),
  /** Gives each picture the class that the run took it for, where it was asked. Answers how many labels changed. */
  accept: method(
    z.object({
      datasetId: id,
      runId: id,
      imageIds: z.array(id).min(1).max(100_000),
      /** Changes the test pictures although a run was evaluated on them. */
      insist: z.boolean().default(false),
    }),
    z.object({ changed: z.int() }),
  ),
  /** Leaves pictures out of training, or takes them in again. Answers how many changed. */
  exclude: method(
    z.object({
      datasetId: id,
      imageIds: z.array(id).min(1).max(100_000),
      excluded: z.boolean(),
      /** Changes the test pictures although a run was evaluated on them. */
      insist: z.boolean().default(false),
    }),
    z.object({ changed: z.int() }),
  ),
}

/** What is shown of a picture: 128×128 pixels, the 256×256 that networks see, or all of its file where that is at hand. */
export const pictureKinds = ['thumbnail', 'record', 'original'] as const
export type PictureKind = (typeof pictureKinds)[number]

/** Where a picture is found, below the application's own origin. */
export function pictureUrl(kind: PictureKind, imageId: number): string {
  return `/pictures/${kind}/${String(imageId)}`
}

export function thumbnailUrl(imageId: number): string {
  return pictureUrl('thumbnail', imageId)
}
