/**
 * What a person changed while a run went on: its rate and its number of epochs, each with the steps that were done by
 * then. A run that is resumed from before a change comes to it again, and goes on as it did.
 */
import type { Schedule } from './schedule.ts'
import { learningRateAt } from './schedule.ts'

/** From this step on the schedule's rates are multiplied by learningRate / scheduled. */
export interface RateChange {
  readonly step: number
  readonly learningRate: number
  /** What the schedule had for that step. */
  readonly scheduled: number
}

export interface EpochsChange {
  readonly step: number
  readonly from: number
  readonly to: number
}

export class Changes {
  readonly #rates: RateChange[]
  readonly #epochs: EpochsChange[]
  readonly #schedule: Schedule

  /** @param schedule with the epochs that the run was begun with, or has now; changes tell which when */
  constructor(schedule: Schedule, rates: readonly RateChange[] = [], epochs: readonly EpochsChange[] = []) {
    this.#schedule = schedule
    this.#rates = [...rates]
    this.#epochs = [...epochs]
  }

  /** Epochs of the whole run, after all changes. */
  get epochs(): number {
    return this.#epochs.at(-1)?.to ?? this.#schedule.epochs
  }

  /** The rate of the step after `step` steps; `drops` are those of a plateau schedule. */
  rateAt(step: number, drops: number): number {
    const scheduled = this.scheduledAt(step, drops)
    const change = this.#rates.findLast((candidate) => candidate.step <= step)
    return change ? change.learningRate * (scheduled / change.scheduled) : scheduled
  }

  scheduledAt(step: number, drops: number): number {
    const made = this.#epochs.findLast((change) => change.step <= step)
    const epochs = made?.to ?? this.#epochs[0]?.from ?? this.#schedule.epochs
    return learningRateAt(step, { ...this.#schedule, epochs }, drops)
  }

  /** Sets the rate of the step after `step` steps. */
  setRate(step: number, learningRate: number, drops: number): RateChange {
    const change = { step, learningRate, scheduled: this.scheduledAt(step, drops) }
    this.#rates.push(change)
    return change
  }

  setEpochs(step: number, to: number): EpochsChange {
    const change = { step, from: this.epochs, to }
    this.#epochs.push(change)
    return change
  }
}
