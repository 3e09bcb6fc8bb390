/** The end of a run whose loss is no number any more. */
import { Failure } from '../lib/failure.ts'

export class Diverged extends Failure {
  /** The step that failed, counted from 1, and its rate. */
  readonly step: number
  readonly learningRate: number

  constructor(step: number, learningRate: number) {
    super(
      'failed',
      `Training diverged: the loss of step ${String(step)} is no finite number. Start again with a lower learning ` +
        `rate; it had reached ${learningRate.toPrecision(2)}, so try ${String(lowerRate(learningRate))}.`,
    )
    this.step = step
    this.learningRate = learningRate
  }
}

/** A fifth, as a round number. */
export function lowerRate(learningRate: number): number {
  return Number((learningRate / 5).toPrecision(1))
}
