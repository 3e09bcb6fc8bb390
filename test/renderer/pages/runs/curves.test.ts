import { describe, expect, it } from 'vitest'
import type { EpochRecord, StepRecord, UsageRecord } from '../../../../preload/contract/index.ts'
import {
  append,
  appendUsage,
  axisEnd,
  mergeEpochs,
  mostPoints,
  smoothLoss,
  thin,
  withDetail,
} from '../../../../renderer/pages/runs/curves.ts'

const steps = (from: number, to: number): StepRecord[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    step: from + index,
    loss: 1 / (from + index),
    learningRate: 0.01,
  }))

describe('the curve of losses', () => {
  it('joins an answer and overlapping events without a gap or a double', () => {
    const joined = append(append(steps(1, 50), steps(41, 60)), steps(61, 70))
    expect(joined.map(({ step }) => step)).toEqual(steps(1, 70).map(({ step }) => step))
  })

  it('puts events that came out of order in order', () => {
    expect(append([], [...steps(3, 4), ...steps(1, 2)]).map(({ step }) => step)).toEqual([1, 2, 3, 4])
  })

  it('is the same object where nothing is new, so that nothing is drawn again', () => {
    const curve = steps(1, 10)
    expect(append(curve, steps(5, 10))).toBe(curve)
  })

  it('stays bounded however long the run, and keeps both ends and every spike', () => {
    const spiky = steps(1, 100_000).map((record) => (record.step === 54_321 ? { ...record, loss: 99 } : record))
    const curve = thin(spiky, mostPoints)
    expect(curve.length).toBeLessThanOrEqual(mostPoints)
    expect(curve[0]?.step).toBe(1)
    expect(curve.at(-1)?.step).toBe(100_000)
    expect(curve.find(({ step }) => step === 54_321)?.loss).toBe(99)
    const order = curve.map(({ step }) => step)
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b))
  })
})

describe('samples of the use of the machine', () => {
  const sample = (step: number): UsageRecord => ({
    ...{ step, imagesPerSecond: step, waitingShare: 0, memoryBytes: 1e9, processorLoad: 1 },
    ...{ gpuLoad: null, gpuMemoryBytes: null },
  })
  const samples = (count: number) => Array.from({ length: count }, (_, index) => sample(index + 1))

  it('are joined, and bounded by leaving out every second one', () => {
    expect(appendUsage(samples(3), [sample(3), sample(4)])).toEqual(samples(4))
    const halved = appendUsage(samples(mostPoints), [sample(mostPoints + 1)])
    expect(halved).toHaveLength(mostPoints / 2 + 1)
    expect([halved[0], halved[1], halved.at(-1)]).toEqual([sample(1), sample(3), sample(mostPoints + 1)])
  })
})

describe('a part of the curve in detail', () => {
  it('takes the place of what thinning left of it', () => {
    const thinned = [...steps(1, 1), ...steps(10, 10), ...steps(15, 15), ...steps(20, 20), ...steps(30, 30)]
    const order = withDetail(thinned, steps(10, 20)).map(({ step }) => step)
    expect(order).toEqual([1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30])
    expect(withDetail(thinned, [])).toBe(thinned)
  })
})

describe('epochs', () => {
  const record = (epoch: number, loss: number): EpochRecord => ({
    epoch,
    step: epoch * 10,
    train: { loss, top1Error: 0.5, top5Error: 0.1 },
    validation: null,
    learningRate: 0.01,
    imagesPerSecond: 100,
    seconds: 1,
    waitingShare: 0,
    usage: null,
  })

  it('are joined by their number, the later word winning', () => {
    const merged = mergeEpochs([record(1, 2), record(2, 1.5)], [record(3, 1), record(2, 1.4)])
    expect(merged.map(({ epoch, train }) => [epoch, train.loss])).toEqual([
      [1, 2],
      [2, 1.4],
      [3, 1],
    ])
  })
})

describe('the end of the axis', () => {
  it.each([
    [0, 1000, 5],
    [10, 1000, 15],
    [139, 1600, 200],
    [900, 1000, 1000],
    [3, 4, 4],
  ])('of a curve at %d of %d is %d', (current, total, end) => {
    expect(axisEnd(current, total)).toBe(end)
  })
})

describe('the smoothed loss', () => {
  it('has the lowest and highest losses around each place', () => {
    const noisy = steps(1, 1000).map((record) => ({ ...record, loss: record.step % 2 === 0 ? 3 : 1 }))
    const { x, y, low, high } = smoothLoss(noisy)
    expect(x.at(0)).toBe(1)
    expect(x.at(-1)).toBe(1000)
    expect(new Set(low)).toEqual(new Set([1]))
    expect(new Set(high)).toEqual(new Set([3]))
    expect(y.at(500)).toBeCloseTo(2, 0)
  })

  it('is steep where the losses are, within their bounds', () => {
    const { y, low, high } = smoothLoss(steps(1, 30))
    for (const [place, mean] of y.entries()) {
      expect(mean).toBeGreaterThanOrEqual(low[place]!)
      expect(mean).toBeLessThanOrEqual(high[place]!)
    }
  })

  it('loses no spike, and is bounded', () => {
    const spiky = steps(1, mostPoints).map((record) => (record.step === 2345 ? { ...record, loss: 99 } : record))
    const { x, high } = smoothLoss(spiky)
    expect(x.length).toBeLessThanOrEqual(801)
    expect(Math.max(...high)).toBe(99)
  })

  it('is nothing of nothing', () => {
    expect(smoothLoss([])).toEqual({ x: [], y: [], low: [], high: [] })
  })
})
