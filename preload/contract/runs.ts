/** Training runs: settings, control, and what they measured. */
import { z } from 'zod'
import { id } from './basics.ts'
import { networkName } from './networks.ts'
import { method } from './wire.ts'

export const runStatuses = ['waiting', 'running', 'finished', 'stopped', 'interrupted', 'failed'] as const
export const runStatus = z.enum(runStatuses)
export type RunStatus = z.infer<typeof runStatus>

/** What a person may set. Absent fields get the value that suits the data and the device. */
export const trainingRequest = z.object({
  network: networkName,
  epochs: z.int().min(1).max(10_000),
  /** Pictures a step. */
  batch: z.int().min(1).max(4096),
  /** Rate at the end of the warm-up. */
  learningRate: z.number().positive().max(10),
  momentum: z.number().min(0).max(0.999),
  weightDecay: z.number().min(0).max(1),
  initialiser: z.enum(['paper', 'caffe', 'he']),
  schedule: z.enum(['constant', 'cosine']),
  /** Share of dense outputs dropped. */
  dropout: z.number().min(0).max(0.9),
  augmentation: z.object({ crop: z.boolean(), mirror: z.boolean(), colour: z.boolean() }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  /** A device's id from `system.devices`, or `auto`. */
  device: z.string().max(100),
  /** Processor threads; 0 for all cores. */
  threads: z.int().min(0).max(256),
})
export type TrainingRequest = z.infer<typeof trainingRequest>

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
})
export type EpochRecord = z.infer<typeof epochRecord>

export const runProgress = z.object({
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
  secondsLeft: z.number().nullable(),
  /** What happens between the steps, e.g. `starting`, `training`, `validating`, `saving`. */
  activity: z.enum(['starting', 'training', 'validating', 'saving']),
})
export type RunProgress = z.infer<typeof runProgress>

export const runSummary = z.object({
  id,
  name: z.string(),
  datasetId: id.nullable(),
  datasetName: z.string(),
  status: runStatus,
  /** Why it failed or was interrupted. */
  message: z.string().nullable(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  settings: trainingRequest,
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

export const runDetail = runSummary.extend({
  epochs: z.array(epochRecord),
  progress: runProgress.nullable(),
  classNames: z.array(z.string()),
})
export type RunDetail = z.infer<typeof runDetail>

export const stepRecord = z.object({ step: z.int(), loss: z.number(), learningRate: z.number() })
export type StepRecord = z.infer<typeof stepRecord>

export const runs = {
  list: method(z.object({}), z.array(runSummary)),
  get: method(z.object({ runId: id }), runDetail),
  /** Losses of single steps after `after`, at most `limit` of them, thinned evenly with each bucket's extremes kept. */
  steps: method(
    z.object({ runId: id, after: z.int().min(0).default(0), limit: z.int().min(2).max(10_000).default(2000) }),
    z.array(stepRecord),
  ),
  /** Good settings for this dataset on this machine, each with its reason. */
  suggest: method(
    z.object({ datasetId: id, network: networkName.optional(), device: z.string().max(100).optional() }),
    z.object({ settings: trainingRequest, reasons: z.array(z.string()) }),
  ),
  /** Begins a run. What `settings` leaves out is chosen as `suggest` would. */
  start: method(
    z.object({
      datasetId: id,
      name: z.string().trim().min(1).max(120).optional(),
      settings: trainingRequest.partial(),
    }),
    z.object({ runId: id }),
  ),
  /** Ends a run after the step under way, with a checkpoint. */
  stop: method(z.object({ runId: id }), z.object({})),
  remove: method(z.object({ runId: id }), z.object({})),
}

export const runEvents = {
  'runs.progress': runProgress,
  'runs.epoch': z.object({ runId: id, record: epochRecord }),
  /** Losses of the steps since the last such event. */
  'runs.steps': z.object({ runId: id, records: z.array(stepRecord) }),
  /** A run began, ended, or was changed; ask again. */
  'runs.changed': z.object({ runId: id }),
}
