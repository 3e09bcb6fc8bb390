/** Training runs: settings, control, and what they measured. */
import { z } from 'zod'
import { id } from './basics.ts'
import { diagnosis } from './doctor.ts'
import { networkName } from './networks.ts'
import { previewQuestion, runPlan, runPreview } from './previews.ts'
import { decidedSettings, recipe, recipeName, trainingRequest } from './settings.ts'
import { usage, usageRecord } from './usage.ts'
import { method } from './wire.ts'

/** `waiting` is in the queue; `paused` was let go by a person or a full disk, `interrupted` by an accident. */
export const runStatuses = ['waiting', 'running', 'paused', 'finished', 'stopped', 'interrupted', 'failed'] as const
export const runStatus = z.enum(runStatuses)
export type RunStatus = z.infer<typeof runStatus>

/** Mean loss and errors (0 to 1) over one split. */
export const measure = z.object({ loss: z.number(), top1Error: z.number(), top5Error: z.number() })
export type Measure = z.infer<typeof measure>

export const epochRecord = z.object({
  /** Counted from 1. */
  epoch: z.int(),
  /** Steps done when the epoch ended. */
  step: z.int(),
  train: measure,
  /** `null` where the dataset has no validation pictures, or the run was stopped before they were measured. */
  validation: measure.nullable(),
  learningRate: z.number(),
  imagesPerSecond: z.number(),
  seconds: z.number(),
  /** Part of the epoch's time that the engine waited for data, 0 to 1. */
  waitingShare: z.number(),
  /** The highest memory and the mean loads of the epoch; `null` where it is older than this measure. */
  usage: usage.nullable(),
})
export type EpochRecord = z.infer<typeof epochRecord>

/** What an epoch is judged by: the validation pictures, or the training pictures where there are none. */
export function judged({ validation, train }: Pick<EpochRecord, 'validation' | 'train'>): Measure {
  return validation ?? train
}

export const runProgress = usage.extend({
  runId: id,
  /** Steps done, and steps of the whole run. */
  step: z.int(),
  steps: z.int(),
  epoch: z.int(),
  epochs: z.int(),
  /** Of the last step. */
  loss: z.number().nullable(),
  learningRate: z.number(),
  imagesPerSecond: z.number(),
  /** Part of the training time lately that went into waiting for pictures, 0 to 1. */
  waitingShare: z.number(),
  /** Of training so far, in all its sittings. */
  seconds: z.number(),
  secondsLeft: z.number().nullable(),
  /** What happens between the steps, e.g. `starting`, `training`, `validating`, `saving`. */
  activity: z.enum(['starting', 'training', 'validating', 'saving']),
})
export type RunProgress = z.infer<typeof runProgress>

export const runSummary = z.object({
  id,
  name: z.string(),
  datasetId: id.nullable(),
  /** Empty where the network was read from a file. */
  datasetName: z.string(),
  /** Name of the file that the network was read from; `null` where it was trained here. */
  file: z.string().nullable(),
  status: runStatus,
  /** Why it failed or was interrupted. */
  message: z.string().nullable(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  /** Its epochs and its device may be changed later; the log tells when they were. */
  settings: trainingRequest,
  /** The checkpoint that it branched from. */
  parent: z.object({ runId: id.nullable(), step: z.int() }).nullable(),
  notes: z.string(),
  tags: z.array(z.string()),
  /** Of its checkpoints on the disk, which removing it frees. */
  bytes: z.int(),
  /** Seconds of all its epochs. */
  seconds: z.number(),
  /** The device in words, once known. */
  device: z.string().nullable(),
  classes: z.int(),
  epochsDone: z.int(),
  /** The epoch with the lowest validation top-1 error (training error without validation pictures). */
  best: epochRecord.nullable(),
  /** A checkpoint exists, so that the run can classify. */
  hasModel: z.boolean(),
})
export type RunSummary = z.infer<typeof runSummary>

export const checkpoint = z.object({
  step: z.int(),
  epoch: z.int(),
  createdAt: z.number(),
  /** One with a name is kept for ever. */
  name: z.string().nullable(),
  best: z.boolean(),
  /** It does not match its checksums and cannot be used. */
  damaged: z.boolean(),
  bytes: z.int(),
  /** SHA-256 over each parameter's name, shape and the SHA-256 of its chunks, in hexadecimal digits. */
  weightsSha256: z.string(),
})
export type Checkpoint = z.infer<typeof checkpoint>

/** What happened to a run, and after which step. */
export const runChange = z.object({
  id,
  step: z.int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  event: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('started'), device: z.string() }),
    z.object({ kind: z.literal('resumed'), device: z.string() }),
    /** Read from a file; it was trained elsewhere. */
    z.object({ kind: z.literal('imported'), file: z.string(), classes: z.int() }),
    z.object({ kind: z.literal('branched'), runId: id, fromStep: z.int() }),
    /** `anew` is the layer that was drawn, because the classes are others. */
    z.object({ kind: z.literal('weights'), runId: id, fromStep: z.int(), anew: z.string().nullable() }),
    z.object({ kind: z.literal('paused') }),
    z.object({ kind: z.literal('stopped') }),
    z.object({ kind: z.literal('stopped-early'), patience: z.int(), bestEpoch: z.int() }),
    /** By a person: the rate of the next step, what the schedule had for it, and drops of a plateau until then. */
    z.object({ kind: z.literal('rate'), learningRate: z.number(), scheduled: z.number(), drops: z.int() }),
    /** By the plateau schedule. */
    z.object({ kind: z.literal('rate-dropped'), learningRate: z.number() }),
    z.object({ kind: z.literal('epochs'), from: z.int(), to: z.int() }),
    z.object({ kind: z.literal('checkpoint'), name: z.string().nullable() }),
    z.object({ kind: z.literal('damaged'), checkpointStep: z.int(), words: z.string() }),
  ]),
})
export type RunChange = z.infer<typeof runChange>
export type RunEvent = RunChange['event']

export const runDetail = runSummary.extend({
  epochs: z.array(epochRecord),
  progress: runProgress.nullable(),
  classNames: z.array(z.string()),
  checkpoints: z.array(checkpoint),
  log: z.array(runChange),
  diagnoses: z.array(diagnosis),
})
export type RunDetail = z.infer<typeof runDetail>

export const stepRecord = z.object({ step: z.int(), loss: z.number(), learningRate: z.number() })
export type StepRecord = z.infer<typeof stepRecord>

export const runName = z.string().trim().min(1).max(120)
const checkpointName = z.string().trim().min(1).max(80)

export const runs = {
  list: method(z.object({}), z.array(runSummary)),
  get: method(z.object({ runId: id }), runDetail),
  /**
   * Losses of single steps after `after` and up to `until`, at most `limit` of them, thinned evenly with each bucket's
   * extremes kept.
   */
  steps: method(
    z.object({
      runId: id,
      after: z.int().min(0).default(0),
      until: z.int().min(0).optional(),
      limit: z.int().min(2).max(10_000).default(2000),
    }),
    z.array(stepRecord),
  ),
  /** Speed and use of the machine every few seconds; where there are more than `limit`, neighbours are joined. */
  usage: method(z.object({ runId: id, limit: z.int().min(2).max(10_000).default(2000) }), z.array(usageRecord)),
  /** Good settings for this dataset on this machine, each with its reason; a recipe's, and over it those given. */
  suggest: method(
    z.object({
      datasetId: id,
      recipe: z.string().max(60).optional(),
      network: networkName.optional(),
      device: z.string().max(100).optional(),
      settings: decidedSettings.default({}),
    }),
    z.object({ settings: trainingRequest, reasons: z.array(z.string()) }),
  ),
  recipes: method(z.object({}), z.array(recipe)),
  /** Keeps settings under a name, in the place of those that it has. */
  saveRecipe: method(z.object({ name: recipeName, settings: decidedSettings }), z.object({})),
  removeRecipe: method(z.object({ name: recipeName }), z.object({})),
  /** What follows from the settings, without doing anything. */
  plan: method(previewQuestion, runPlan),
  /** Does a few real steps in a process of its own. */
  preview: method(previewQuestion, runPreview),

  /** Begins a run, or lets it wait for the one under way. What `settings` leaves out is chosen as `suggest` would. */
  start: method(
    z.object({
      datasetId: id,
      name: runName.optional(),
      recipe: z.string().max(60).optional(),
      settings: decidedSettings,
      /** Trains although duplicates lie in different splits. */
      insist: z.boolean().default(false),
      /**
       * Begins with the weights of a run of the same network, perhaps on other pictures: of the checkpoint of `step`,
       * or without it the best, else the newest. Its last layer is drawn anew where the classes are others.
       */
      weights: z.object({ runId: id, step: z.int().min(0).optional() }).optional(),
    }),
    z.object({ runId: id }),
  ),
  /** Begins a run that goes on from a checkpoint of another; what `settings` leaves out is as in that run. */
  branch: method(
    z.object({ runId: id, step: z.int().min(0), name: runName.optional(), settings: decidedSettings.default({}) }),
    z.object({ runId: id }),
  ),
  /** Ends a run after the step under way, with a checkpoint; `resume` goes on from there. */
  pause: method(z.object({ runId: id }), z.object({})),
  /** As `pause`, for a run that is not meant to go on; `resume` can still. */
  stop: method(z.object({ runId: id }), z.object({})),
  /** Goes on from the newest checkpoint, or from the one of a step, exactly as if it had not stopped. */
  resume: method(z.object({ runId: id, step: z.int().min(0).optional() }), z.object({})),
  /** Writes a checkpoint after the step under way; kept for ever where it gets a name. */
  checkpoint: method(z.object({ runId: id, name: checkpointName.optional() }), z.object({})),
  /** Names a checkpoint, or with `null` takes its name away, so that it goes when newer ones come. */
  nameCheckpoint: method(z.object({ runId: id, step: z.int(), name: checkpointName.nullable() }), z.object({})),
  /** Sets the rate of the next step; from there the schedule's rates are in proportion. */
  setRate: method(z.object({ runId: id, learningRate: z.number().positive().max(10) }), z.object({})),
  /** Multiplies the rate: 0.1 divides it by ten. */
  scaleRate: method(z.object({ runId: id, factor: z.number().min(1e-6).max(1e6) }), z.object({})),
  /** Changes how many epochs the run has in all; the schedule is stretched over them. */
  setEpochs: method(z.object({ runId: id, epochs: z.int().min(1).max(10_000) }), z.object({})),
  edit: method(
    z.object({
      runId: id,
      name: runName.optional(),
      notes: z.string().max(10_000).optional(),
      tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
    }),
    z.object({}),
  ),
  /** Removes a run with its measurements and checkpoints; answers the bytes that were freed. */
  remove: method(z.object({ runId: id }), z.object({ bytes: z.int() })),
}

export const runEvents = {
  'runs.progress': runProgress,
  'runs.epoch': z.object({ runId: id, record: epochRecord }),
  /** Losses of the steps since the last such event. */
  'runs.steps': z.object({ runId: id, records: z.array(stepRecord) }),
  'runs.usage': z.object({ runId: id, record: usageRecord }),
  /** What the doctor finds now, in the place of what it found before. */
  'runs.diagnoses': z.object({ runId: id, diagnoses: z.array(diagnosis) }),
  /** A run began, ended, or was changed; ask again. */
  'runs.changed': z.object({ runId: id }),
}
