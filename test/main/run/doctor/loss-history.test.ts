import { describe, expect, it } from 'vitest'
import { LossHistory, meanLoss } from '../../../../main/run/doctor/loss-history.ts'

function history(losses: readonly number[]): LossHistory {
  const kept = new LossHistory()
  for (const [index, loss] of losses.entries()) kept.add({ step: index + 1, loss, learningRate: 1 / (index + 1) })
  return kept
}

describe('the history of losses', () => {
  it('keeps each step of a short run', () => {
    expect(history([3, 2, 1]).spans).toEqual([
      { step: 1, steps: 1, loss: 3, learningRate: 1 },
      { step: 2, steps: 1, loss: 2, learningRate: 1 / 2 },
      { step: 3, steps: 1, loss: 1, learningRate: 1 / 3 },
    ])
  })

  it('keeps means of a long one, whose steps add up', () => {
    const count = 100_000
    const { spans } = history(Array.from({ length: count }, (_, index) => index))
    expect(spans.length).toBeLessThanOrEqual(512)
    expect(spans.reduce((sum, { steps }) => sum + steps, 0)).toBe(count)
    expect(spans.at(-1)).toMatchObject({ step: count, learningRate: 1 / count })
    expect(meanLoss(spans, 0, 1)).toBeCloseTo((count - 1) / 2)
    for (const { step, steps, loss } of spans) expect(loss).toBeCloseTo(step - (steps + 1) / 2)
  })

  it('does not count steps again that a resumed run repeats', () => {
    const kept = history([3, 2, 1])
    kept.add({ step: 2, loss: 9, learningRate: 1 })
    expect(kept.spans.map(({ loss }) => loss)).toEqual([3, 2, 1])
  })

  it('tells the mean of a part of the run, at least of one span', () => {
    const { spans } = history([8, 6, 4, 2])
    expect([meanLoss(spans, 0, 0.5), meanLoss(spans, 0.5, 1), meanLoss(spans, 0.9, 1)]).toEqual([7, 3, 2])
  })
})
