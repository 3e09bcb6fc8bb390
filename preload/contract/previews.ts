/** What a run would be, before it is begun. */
import { z } from 'zod'
import { id } from './basics.ts'
import { decidedSettings, trainingRequest } from './settings.ts'

export const previewQuestion = z.object({
  datasetId: id,
  /** Name of a recipe; what `settings` has is over it. */
  recipe: z.string().max(60).optional(),
  settings: decidedSettings.default({}),
})

/** What follows from the settings alone; quick to ask for. */
export const runPlan = z.object({
  settings: trainingRequest,
  trainingImages: z.int(),
  validationImages: z.int(),
  stepsPerEpoch: z.int(),
  steps: z.int(),
  /** Parameters of the network. */
  parameters: z.int(),
  /** The rate over the epochs, at most 400 points; `plateau` is drawn as if it never dropped. */
  rates: z.array(z.object({ epoch: z.number(), learningRate: z.number() })),
  /** Bytes of one checkpoint, and of all that a run keeps: the newest two and the best. */
  checkpointBytes: z.int(),
  storedBytes: z.int(),
  /** Free on the workspace's disk. */
  freeBytes: z.number(),
})
export type RunPlan = z.infer<typeof runPlan>

/** A training picture as the network will see it in the first epochs. */
export const augmentedPicture = z.object({
  imageId: id,
  /** Data URLs of the crops of epochs 1, 2, 3, … */
  crops: z.array(z.string()),
})

export type AugmentedPicture = z.infer<typeof augmentedPicture>

/** What a few real steps show; takes some seconds. */
export const runPreview = z.object({
  /** The device in words. */
  device: z.string(),
  secondsPerStep: z.number(),
  /** Of the whole run, validation included. */
  seconds: z.number(),
  /** Resident memory at its highest, of the process that did the steps. */
  memoryBytes: z.number(),
  /** A run was training beside it, so that both numbers are too high. */
  besideRun: z.boolean(),
  /** Side of a crop in pixels. */
  side: z.int(),
  pictures: z.array(augmentedPicture),
})
export type RunPreview = z.infer<typeof runPreview>
