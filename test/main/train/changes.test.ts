import { describe, expect, it } from 'vitest'
import { Changes } from '../../../main/train/changes.ts'
import type { Schedule } from '../../../main/train/schedule.ts'
import { learningRateAt } from '../../../main/train/schedule.ts'

const schedule: Schedule = {
  kind: 'cosine',
  learningRate: 0.1,
  stepsPerEpoch: 10,
  epochs: 10,
  warmupEpochs: 1,
  stepEpochs: 3,
  rateDrop: 0.1,
}

describe('Changes', () => {
  it('sets the rate of the next step exactly, and keeps the schedule’s proportions from there', () => {
    const changes = new Changes(schedule)
    const change = changes.setRate(40, 0.003, 0)
    expect(changes.rateAt(39, 0)).toBe(learningRateAt(39, schedule))
    expect(changes.rateAt(40, 0)).toBe(0.003)
    const ratio = learningRateAt(70, schedule) / learningRateAt(40, schedule)
    expect(changes.rateAt(70, 0)).toBeCloseTo(0.003 * ratio, 12)
    expect(change).toEqual({ step: 40, learningRate: 0.003, scheduled: learningRateAt(40, schedule), drops: 0 })
  })

  it('says the same rates when it is made again from what it answered', () => {
    const first = new Changes(schedule)
    const rates = [first.setRate(20, 0.01, 0), first.setRate(50, 0.2, 0)]
    const epochs = [first.setEpochs(60, 20)]
    const again = new Changes({ ...schedule, epochs: 20 }, rates, epochs)
    const steps = Array.from({ length: 200 }, (_, step) => step)
    expect(steps.map((step) => again.rateAt(step, 0))).toEqual(steps.map((step) => first.rateAt(step, 0)))
  })

  it('stretches the schedule over more epochs from the change on', () => {
    const changes = new Changes(schedule)
    changes.setEpochs(50, 20)
    expect(changes.epochs).toBe(20)
    expect(changes.rateAt(49, 0)).toBe(learningRateAt(49, schedule))
    expect(changes.rateAt(50, 0)).toBe(learningRateAt(50, { ...schedule, epochs: 20 }))
  })
})
