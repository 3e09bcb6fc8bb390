/** The learning rate that a schedule has for a step: nothing to save, and the same after a resume. */

export interface Schedule {
  readonly kind: 'constant' | 'step' | 'plateau' | 'cosine'
  /** Rate at the end of the warm-up. */
  readonly learningRate: number
  readonly stepsPerEpoch: number
  readonly epochs: number
  /** Epochs in which the rate climbs; parts of an epoch count. */
  readonly warmupEpochs: number
  /** Of `step`: epochs between two drops, counted from the start. */
  readonly stepEpochs: number
  /** Of `step` and `plateau`: what a drop multiplies with. */
  readonly rateDrop: number
}

/** Steps that the rate climbs for, at most the whole run. */
export function warmupSteps({ warmupEpochs, stepsPerEpoch, epochs }: Schedule): number {
  return Math.min(Math.round(warmupEpochs * stepsPerEpoch), epochs * stepsPerEpoch)
}

/**
 * The rate of the step after `step` steps were done: a straight climb in the warm-up (Goyal et al.: Accurate, Large
 * Minibatch SGD, 2017, section 2.2), then as the schedule says. Cosine: half a cosine down to zero (Loshchilov and
 * Hutter: SGDR, 2017, without restarts).
 * @param drops drops of schedule `plateau` so far
 */
export function learningRateAt(step: number, schedule: Schedule, drops = 0): number {
  const { kind, learningRate, stepsPerEpoch, epochs, stepEpochs, rateDrop } = schedule
  const warmup = warmupSteps(schedule)
  if (step < warmup) return (learningRate * (step + 1)) / warmup
  switch (kind) {
    case 'constant':
      return learningRate
    case 'step':
      return learningRate * rateDrop ** Math.floor(step / (stepsPerEpoch * stepEpochs))
    case 'plateau':
      return learningRate * rateDrop ** drops
    case 'cosine': {
      const done = (step - warmup) / Math.max(1, epochs * stepsPerEpoch - warmup)
      return (learningRate * (1 + Math.cos(Math.PI * done))) / 2
    }
    default:
      return kind satisfies never
  }
}
