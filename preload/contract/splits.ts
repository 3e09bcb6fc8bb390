/** Which pictures a network trains on, is validated with, and is tested on in the end. */
import { z } from 'zod'
import { id, share, split } from './basics.ts'
import { leakSummary } from './hygiene.ts'
import { method } from './wire.ts'

/** Changes the test pictures although a run was evaluated on them, which makes its result worthless. */
const insist = z.boolean().default(false)

export const splitState = z.object({
  validationShare: z.number(),
  testShare: z.number(),
  seed: z.int(),
  /** Pictures whose split a folder, a manifest or a person fixed, so that it is not drawn. */
  fixed: z.int(),
  /** The run that was evaluated on the test pictures, which are locked since. */
  testLockedBy: z.object({ runId: id, name: z.string() }).nullable(),
  leaks: leakSummary,
})
export type SplitState = z.infer<typeof splitState>

/** What has changed since a run began, in numbers of pictures. */
export const snapshotChanges = z.object({
  runId: id,
  /** SHA-256 over the pictures, labels and splits that the run began with; `null` for runs older than this. */
  sha256: z.string().nullable(),
  /** Whether the dataset is still just what the run began with. */
  same: z.boolean(),
  added: z.int(),
  removed: z.int(),
  relabelled: z.int(),
  moved: z.int(),
})
export type SnapshotChanges = z.infer<typeof snapshotChanges>

export const splitMethods = {
  state: method(z.object({ datasetId: id }), splitState),
  /**
   * Draws the splits anew by these shares: each class by itself, duplicates on one side, from the seed and the pictures'
   * content. What is fixed stays. Answers how many pictures moved.
   */
  draw: method(
    z.object({
      datasetId: id,
      validationShare: share,
      testShare: share,
      seed: z
        .int()
        .min(0)
        .max(2 ** 31 - 1)
        .optional(),
      insist,
    }),
    z.object({ changed: z.int() }),
  ),
  /** Puts pictures into a split, which is theirs from then on. */
  move: method(
    z.object({ datasetId: id, imageIds: z.array(id).min(1).max(100_000), split, insist }),
    z.object({ changed: z.int() }),
  ),
  /** What has changed in the dataset of a run since the run began. */
  changesSince: method(z.object({ runId: id }), snapshotChanges),
}
