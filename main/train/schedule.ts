/** The learning rate as a function of the step: nothing to save, and the same after a resume. */

export interface Schedule {
  readonly kind: 'constant' | 'cosine'
  /** Rate at the end of the warm-up, or the constant one. */
  readonly learningRate: number
  /** Steps of the whole run. */
  readonly steps: number
  /** Steps that a cosine schedule takes to climb to its rate. */
  readonly warmupSteps: number
}

/** A twentieth of the run, at most two epochs: enough for the first momentum to settle. */
export function warmupSteps(steps: number, stepsPerEpoch: number): number {
  return Math.min(Math.ceil(steps / 20), 2 * stepsPerEpoch)
}

/**
 * The rate of the step after `step` steps were done. Cosine: a straight climb, then half a cosine down to zero
 * (Loshchilov and Hutter, SGDR, 2017, without restarts).
 */
export function learningRateAt(step: number, { kind, learningRate, steps, warmupSteps }: Schedule): number {
  switch (kind) {
    case 'constant':
      return learningRate
    case 'cosine': {
      if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps
      const done = (step - warmupSteps) / Math.max(1, steps - warmupSteps)
      return (learningRate * (1 + Math.cos(Math.PI * done))) / 2
    }
    default:
      return kind satisfies never
  }
}
