/** What is known of a run while it goes: what the illnesses are judged by. */
import type { Diagnosis, EpochRecord, TrainingRequest } from '../../../preload/contract/index.ts'
import type { LossWindow } from './loss-windows.ts'

export interface Evidence {
  readonly settings: TrainingRequest
  readonly stepsPerEpoch: number
  /** Steps of the whole run. */
  readonly steps: number
  readonly warmupSteps: number
  /** Steps done, and the rate of the last. */
  readonly step: number
  readonly learningRate: number
  /** Share of each class among the training pictures. */
  readonly classShares: readonly number[]
  /** Loss in nats of answering with those shares, whatever the picture: what guessing gets. */
  readonly guessLoss: number
  /** Losses of the steps since the warm-up, oldest first. */
  readonly windows: readonly LossWindow[]
  /** All of the run. */
  readonly epochs: readonly EpochRecord[]
  /** Epochs that this process trained from their first step on; what came before says nothing about its speed. */
  readonly timedEpochs: readonly EpochRecord[]
  /** How often each class was answered at the end of the last epoch. */
  readonly answers: readonly number[]
  /** Share of positive outputs of each unit by layer, at the end of the last epoch. */
  readonly activity: ReadonlyMap<string, Float32Array> | null
  /** Pictures a second of `alexnet-mini` by device, where devices were compared. */
  readonly speeds: Readonly<Record<string, number>>
}

/** What an illness is found by: a function of the evidence that answers `null` where the run does not have it. */
export type Examination = (evidence: Evidence) => Finding | null

export type Finding = Omit<Diagnosis, 'step' | 'lastStep' | 'current'>

/** The loss in nats that the shares of the classes have by themselves: their entropy, at most ln(classes). */
export function guessLoss(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0)
}

/** A rate as a person would write it. */
export function roundRate(rate: number): number {
  return Number(rate.toPrecision(1))
}
