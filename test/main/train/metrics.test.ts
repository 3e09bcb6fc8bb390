import { describe, expect, it } from 'vitest'
import { meanOfCrops } from '../../../main/train/measure.ts'
import { crossEntropy, rankOf, RunningMeasure, softmax } from '../../../main/train/metrics.ts'

describe('crossEntropy', () => {
  it('is ln N for equal scores, and holds for scores that overflow exp', () => {
    expect(crossEntropy(new Float32Array(10), 3)).toBeCloseTo(Math.log(10))
    expect(crossEntropy(new Float32Array([1000, 0]), 1)).toBe(1000)
    expect(crossEntropy(new Float32Array([1, 2, 3]), 2)).toBeCloseTo(0.407606, 6)
  })
})

describe('rankOf', () => {
  it('counts the classes before the true one, the lower position first where scores are equal', () => {
    const scores = new Float32Array([0.1, 0.7, 0.7, 0.2])
    expect([0, 1, 2, 3].map((label) => rankOf(scores, label))).toEqual([3, 0, 1, 2])
  })
})

describe('softmax', () => {
  it('sums to one', () => {
    const shares = softmax(new Float32Array([1, 2, 3]))
    expect(shares[0]).toBeCloseTo(0.09003057)
    expect(shares[1]).toBeCloseTo(0.24472847)
    expect(shares[2]).toBeCloseTo(0.66524096)
  })
})

describe('RunningMeasure', () => {
  it('tells mean loss, top-1 and top-5 error over batches', () => {
    const measure = new RunningMeasure()
    const row = [9, 8, 7, 6, 5, 4]
    measure.addBatch(new Float32Array([...row, ...row]), new Int32Array([0, 1]))
    measure.addBatch(new Float32Array([...row, ...row]), new Int32Array([4, 5]))
    const { loss, top1Error, top5Error } = measure.mean()
    expect(loss).toBeCloseTo(0.456193 + (0 + 1 + 4 + 5) / 4, 5)
    expect(top1Error).toBe(0.75)
    expect(top5Error).toBe(0.25)
    expect(measure.pictures).toBe(4)
  })

  it('has no mean of nothing', () => {
    expect(() => new RunningMeasure().mean()).toThrow('No pictures were measured.')
  })
})

describe('meanOfCrops', () => {
  it('averages probabilities, not scores', () => {
    const scores = meanOfCrops(new Float32Array([0, Math.log(3), Math.log(3), 0, 5, 5, 5, 5]), 2, 2)
    expect(softmax(scores.subarray(0, 2))[0]).toBeCloseTo(0.5)
    expect(softmax(scores.subarray(2, 4))[0]).toBeCloseTo(0.5)
    expect(crossEntropy(scores.subarray(0, 2), 0)).toBeCloseTo(Math.log(2))
  })

  it('keeps the loss finite where a probability rounds to zero', () => {
    const scores = meanOfCrops(new Float32Array([0, 2000]), 1, 1)
    expect(crossEntropy(scores, 0)).toBeCloseTo(126 * Math.log(2), 3)
  })
})
