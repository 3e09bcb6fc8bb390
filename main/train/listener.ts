/** What the training loop tells whoever listens, and the state that it can go on from. */
import type { Tensors } from '../engine/engine.ts'
import type { EpochsChange, RateChange } from './changes.ts'
import type { Measure, MeasureSums } from './metrics.ts'
import { nothingMeasured } from './metrics.ts'
import type { PatienceState } from './patience.ts'
import { freshPatience } from './patience.ts'

/** Where a run stands. */
export interface TrainState {
  /** Steps done. */
  readonly step: number
  /** The epoch under way, counted from 1. */
  readonly epoch: number
  /** Of the epoch's steps so far. */
  readonly training: MeasureSums
  readonly patience: PatienceState
}

export const beginning: TrainState = { step: 0, epoch: 1, training: nothingMeasured, patience: freshPatience }

export interface StepReport {
  /** Steps done, this one included. */
  readonly step: number
  readonly loss: number
  readonly learningRate: number
}

/** How fast training goes, after a step. */
export interface Pace {
  /** Over the last steps. */
  readonly imagesPerSecond: number
  readonly recentWaitingShare: number
  readonly secondsLeft: number | null
  /** Of the whole run, as they are planned now. */
  readonly epochs: number
  /** Of this epoch so far: time of training, and the share of it that went into waiting for batches. */
  readonly trainedSeconds: number
  readonly waitingShare: number
}

export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number
  readonly step: number
  readonly train: Measure
  /** `null` where there are no validation pictures. */
  readonly validation: Measure | null
  readonly learningRate: number
  readonly imagesPerSecond: number
  readonly seconds: number
  readonly waitingShare: number
}

/** What was seen of the network itself at an epoch's end. */
export interface Observation {
  /** How often each class was the first answer to a validation picture, or without any to a training picture. */
  readonly answers: readonly number[]
  /** Share of positive outputs of each unit by layer; absent where nothing was probed. */
  readonly activity: ReadonlyMap<string, Float32Array> | null
}

/** Parameters and velocities with the state that they belong to; valid until the listener has returned. */
export interface Snapshot {
  readonly state: TrainState
  readonly parameters: Tensors
  readonly velocities: Tensors
}

/** What was decided, by a person or by the settings. */
export type TrainDecision =
  | ({ readonly kind: 'rate' } & RateChange)
  | ({ readonly kind: 'epochs' } & EpochsChange)
  | { readonly kind: 'rate-dropped'; readonly step: number; readonly learningRate: number }
  | { readonly kind: 'stopped-early'; readonly step: number; readonly patience: number; readonly bestEpoch: number }

/** Hears what happens, in order; the loop goes on when it has returned. */
export interface TrainListener {
  step(report: StepReport, pace: Pace): void
  activity(activity: 'training' | 'validating' | 'saving'): void
  decided(decision: TrainDecision): void
  /** An epoch has ended; `snapshot` stands at the beginning of the next. */
  epoch(report: EpochReport, snapshot: Snapshot, isBest: boolean, observation: Observation): Promise<void>
  /** A checkpoint is due in the middle of an epoch, or was asked for. */
  checkpoint(snapshot: Snapshot, name: string | null): Promise<void>
}
