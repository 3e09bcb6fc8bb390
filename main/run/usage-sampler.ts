/** Samples of the speed and of what training takes of the machine: every few seconds, and at the end of each epoch. */
import { joinedUsage, type Usage, type UsageRecord } from '../../preload/contract/index.ts'
import type { Now } from '../train/clock.ts'

/** Speed, and share of waiting for pictures. */
type Pace = Pick<UsageRecord, 'imagesPerSecond' | 'waitingShare'>

/** Milliseconds between two samples. */
const interval = 5000

export class UsageSampler {
  readonly #meter: { read(): Usage }
  readonly #now: Now
  #taken: number
  #step = 0
  #pace: Pace | null = null
  #epoch: Usage[] = []

  constructor(meter: { read(): Usage }, now: Now = () => performance.now()) {
    this.#meter = meter
    this.#now = now
    this.#taken = now()
  }

  /** A sample after a step, where one is due. */
  step(step: number, pace: Pace): UsageRecord | null {
    this.#pace = pace
    return this.#now() - this.#taken < interval ? null : this.#take(step, pace)
  }

  /**
   * A sample at the end of an epoch, unless its last step gave one, and what the epoch took as a whole: the highest
   * memory and the mean loads.
   */
  epoch({ step, ...pace }: Pace & { readonly step: number }): { sample: UsageRecord | null; whole: Usage } {
    const isTaken = step === this.#step && this.#epoch.length > 0
    const sample = isTaken ? null : this.#take(step, this.#pace ?? pace)
    const whole = joinedUsage(this.#epoch)
    this.#epoch = []
    return { sample, whole }
  }

  #take(step: number, { imagesPerSecond, waitingShare }: Pace): UsageRecord {
    this.#taken = this.#now()
    this.#step = step
    const usage = this.#meter.read()
    this.#epoch.push(usage)
    return { step, imagesPerSecond, waitingShare, ...usage }
  }
}
