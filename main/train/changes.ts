/**
 * What a person changed while a run went on: its rate and its number of epochs, each with the steps that were done by
 * then. A run that is resumed from before a change comes to it again, and goes on as it did.
 */
import type { Schedule } from './schedule.ts'
import { learningRateAt } from './schedule.ts'

/** The rate of the step after `step` steps; from there the schedule's rates are in proportion. */
export interface RateChange {
  readonly step: number
  readonly learningRate: number
  /** What the schedule had for that step. */
  readonly scheduled: number
  /** Drops of a plateau schedule until then. */
  readonly drops: number
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
    const schedule = this.#scheduleAt(step)
    const scheduled = learningRateAt(step, schedule, drops)
    const change = this.#rates.findLast((candidate) => candidate.step <= step)
    if (!change) return scheduled
    return change.learningRate * (scheduled / learningRateAt(change.step, schedule, change.drops))
  }

  /** Sets the rate of the step after `step` steps. */
  setRate(step: number, learningRate: number, drops: number): RateChange {
    const scheduled = learningRateAt(step, this.#scheduleAt(step), drops)
    const change = { step, learningRate, scheduled, drops }
    this.#rates.push(change)
    return change
  }

  setEpochs(step: number, to: number): EpochsChange {
    const change = { step, from: this.epochs, to }
    this.#epochs.push(change)
    return change
  }

  /** With the epochs that the run had at that step. */
  #scheduleAt(step: number): Schedule {
    const made = this.#epochs.findLast((change) => change.step <= step)
    return { ...this.#schedule, epochs: made?.to ?? this.#epochs[0]?.from ?? this.#schedule.epochs }
  }
}
