/** What a trained run can do: name pictures, be measured, be looked into. */
import { z } from 'zod'
import { id, path, split } from './basics.ts'
import { kernelPictures, networkQuestion, networkTable } from './networks.ts'
import { measure } from './runs.ts'
import { method } from './wire.ts'

/** A file that a person dropped: by its path (Electron), or by what the host answered to its upload (browser). */
export const fileReference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path }),
  z.object({ kind: z.literal('upload'), id: z.string().regex(/^[a-f0-9]{32}$/), name: z.string().max(1024) }),
])
export type FileReference = z.infer<typeof fileReference>

export const prediction = z.object({
  /** Position of the class among the run's classes. */
  index: z.int(),
  name: z.string(),
  probability: z.number(),
})
export type Prediction = z.infer<typeof prediction>

export const classification = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), file: z.string(), predictions: z.array(prediction), milliseconds: z.number() }),
  z.object({ ok: z.literal(false), file: z.string(), message: z.string() }),
])
export type Classification = z.infer<typeof classification>

export const evaluation = measure.extend({
  runId: id,
  split,
  crops: z.union([z.literal(1), z.literal(10)]),
  images: z.int(),
  seconds: z.number(),
})
export type Evaluation = z.infer<typeof evaluation>

export const models = {
  /** The most probable classes of each file, in the order given. A file that cannot be read fails alone. */
  classify: method(
    z.object({ runId: id, files: z.array(fileReference).min(1).max(1000), top: z.int().min(1).max(1000).default(5) }),
    z.array(classification),
  ),
  /** Loss and errors over a split, from the centre crop or the mean of ten. */
  evaluate: method(
    z.object({
      runId: id,
      split: z.enum(['validation', 'test']).default('validation'),
      crops: z.union([z.literal(1), z.literal(10)]).default(1),
    }),
    evaluation,
  ),
  evaluations: method(z.object({ runId: id }), z.array(evaluation)),
  /** The layers of a network, what each costs, and the memory that training it needs. */
  network: method(networkQuestion, networkTable),
  /** The first layer's kernels at a checkpoint: the one of `step`, or without it the newest. */
  kernels: method(z.object({ runId: id, step: z.int().min(0).optional() }), kernelPictures),
}
