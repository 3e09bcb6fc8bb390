/**
 * What the doctor looks at: a run's settings and what was measured of it so far, as plain numbers. It says nothing of
 * where they come from, and nothing of what they mean.
 */
import type { Cure, EpochRecord, Illness, TrainingRequest } from '../../../preload/contract/index.ts'
import type { LossSpan } from './loss-history.ts'

export interface Evidence {
  readonly settings: TrainingRequest
  readonly classNames: readonly string[]
  /** Training pictures of each class. */
  readonly pictures: readonly number[]
  readonly stepsPerEpoch: number
  /** Losses of all steps so far, in order; see `LossHistory`. */
  readonly losses: readonly LossSpan[]
  readonly epochs: readonly EpochRecord[]
  /** How alive the hidden units were at the end of the last epoch. */
  readonly activity: Activity | null
  /** How many pictures of the last epoch's validation, else of its training, got each class for an answer. */
  readonly answers: readonly number[] | null
  /** Of the last steps; `null` until they have told something. */
  readonly pace: Pace | null
  /** Pictures a second of `alexnet-mini` alone on the run's device and on the processor; `null`: not compared. */
  readonly speeds: { readonly device: number; readonly processor: number } | null
  /** Steps of the checkpoints that a run can branch from. */
  readonly checkpoints: { readonly newest: number | null; readonly best: number | null }
  /** The step whose loss was no finite number, which ended the run, and its rate. */
  readonly diverged: { readonly step: number; readonly learningRate: number } | null
}

export interface Activity {
  /** How many pictures were looked at. */
  readonly pictures: number
  /** Share of positive outputs of each channel or unit, by layer: as `Trainer.activity` answers. */
  readonly layers: ReadonlyMap<string, Float32Array>
}

export interface Pace {
  readonly imagesPerSecond: number
  /** Share of the epoch's training time that went into waiting for pictures, 0 to 1. */
  readonly waitingShare: number
  /** Seconds that this process has waited for pictures in all its epochs. */
  readonly waited: number
}

/** An illness that the evidence shows. */
export interface Finding {
  readonly illness: Illness
  /** In English; whoever words it anew finds all numbers in `evidence`. */
  readonly words: string
  readonly evidence: Readonly<Record<string, number | string>>
  /** The most promising first. */
  readonly cures: readonly Cure[]
}

/** Looks for one illness. */
export type Examination = (evidence: Evidence) => Finding | null
