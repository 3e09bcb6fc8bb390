import { describe, expect, it } from 'vitest'
import { learningRateAt, warmupSteps } from '../../../main/train/schedule.ts'

describe('learningRateAt', () => {
  const cosine = { kind: 'cosine', learningRate: 0.1, steps: 100, warmupSteps: 10 } as const

  it('climbs straight to its rate, then falls along half a cosine to zero', () => {
    expect(learningRateAt(0, cosine)).toBeCloseTo(0.01)
    expect(learningRateAt(9, cosine)).toBeCloseTo(0.1)
    expect(learningRateAt(10, cosine)).toBeCloseTo(0.1)
    expect(learningRateAt(55, cosine)).toBeCloseTo(0.05)
    expect(learningRateAt(99, cosine)).toBeCloseTo(0.1 * 0.5 * (1 - Math.cos(Math.PI / 90)))
  })

  it('stays where it is when constant', () => {
    expect(learningRateAt(0, { ...cosine, kind: 'constant' })).toBe(0.1)
    expect(learningRateAt(99, { ...cosine, kind: 'constant' })).toBe(0.1)
  })

  it('takes its full rate at once in a run of one step', () => {
    expect(learningRateAt(0, { ...cosine, steps: 1, warmupSteps: warmupSteps(1, 1) })).toBe(0.1)
  })
})

describe('warmupSteps', () => {
  it('is a twentieth of the run, at most two epochs', () => {
    expect(warmupSteps(1000, 100)).toBe(50)
    expect(warmupSteps(10_000, 100)).toBe(200)
  })
})
