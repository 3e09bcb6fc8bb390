import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../main/train/schedule.ts'
import { learningRateAt, warmupSteps } from '../../../main/train/schedule.ts'

/** 10 epochs of 10 steps, the first of which climbs. */
const cosine: Schedule = {
  kind: 'cosine',
  learningRate: 0.1,
  stepsPerEpoch: 10,
  epochs: 10,
  warmupEpochs: 1,
  stepEpochs: 3,
  rateDrop: 0.1,
}

describe('learningRateAt', () => {
  it('climbs straight to its rate, then falls along half a cosine to zero', () => {
    expect(learningRateAt(0, cosine)).toBeCloseTo(0.01)
    expect(learningRateAt(9, cosine)).toBeCloseTo(0.1)
    expect(learningRateAt(10, cosine)).toBeCloseTo(0.1)
    expect(learningRateAt(55, cosine)).toBeCloseTo(0.05)
    expect(learningRateAt(99, cosine)).toBeCloseTo(0.1 * 0.5 * (1 - Math.cos(Math.PI / 90)))
  })

  it('stays where it is when constant, after the climb', () => {
    expect(learningRateAt(4, { ...cosine, kind: 'constant' })).toBeCloseTo(0.05)
    expect(learningRateAt(99, { ...cosine, kind: 'constant' })).toBe(0.1)
  })

  it('drops every few epochs by steps', () => {
    const steps = { ...cosine, kind: 'step', warmupEpochs: 0 } as const
    const rates = [0, 29, 30, 60, 90].map((step) => learningRateAt(step, steps))
    for (const [index, rate] of [0.1, 0.1, 0.01, 0.001, 0.0001].entries()) expect(rates[index]).toBeCloseTo(rate)
  })

  it('drops on a plateau as often as it was told', () => {
    const plateau = { ...cosine, kind: 'plateau', rateDrop: 0.5 } as const
    expect(learningRateAt(50, plateau)).toBe(0.1)
    expect(learningRateAt(50, plateau, 2)).toBeCloseTo(0.025)
  })

  it('takes its full rate at once without a warm-up, in a run of one step too', () => {
    const short = { ...cosine, epochs: 1, stepsPerEpoch: 1, warmupEpochs: 0 }
    expect(learningRateAt(0, short)).toBe(0.1)
  })
})

describe('warmupSteps', () => {
  it('counts parts of an epoch, and at most the whole run', () => {
    expect(warmupSteps({ ...cosine, warmupEpochs: 0.5 })).toBe(5)
    expect(warmupSteps({ ...cosine, warmupEpochs: 20 })).toBe(100)
  })
})
