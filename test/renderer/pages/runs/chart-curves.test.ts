import { describe, expect, it } from 'vitest'
import type { UsageRecord } from '../../../../preload/contract/index.ts'
import { loadCurves, memoryCurves, paceCurve } from '../../../../renderer/pages/runs/chart-curves.ts'

const sample = (step: number, gpuLoad: number | null, gpuMemoryBytes: number | null): UsageRecord => ({
  ...{ step, imagesPerSecond: 10 * step, waitingShare: 0.1, memoryBytes: 5e8, processorLoad: 0.9 },
  ...{ gpuLoad, gpuMemoryBytes },
})

describe('the curves of what a run takes of the machine', () => {
  it('are those of the program alone, where no GPU tells anything', () => {
    const usage = [sample(1, null, null), sample(2, null, null)]
    expect(loadCurves(usage).map(({ name, x, y }) => [name, x, y])).toEqual([['CPU', [1, 2], [0.9, 0.9]]])
    expect(memoryCurves(usage).map(({ name, y }) => [name, y])).toEqual([['Program', [5e8, 5e8]]])
    expect(paceCurve(usage)[0]!.y).toEqual([10, 20])
  })

  it('have the GPU beside it, at the moments when it told something', () => {
    const usage = [sample(1, null, 2e9), sample(2, 0.5, 3e9)]
    expect(loadCurves(usage).map(({ name, x, y }) => [name, x, y])).toEqual([
      ['CPU', [1, 2], [0.9, 0.9]],
      ['GPU', [2], [0.5]],
    ])
    expect(memoryCurves(usage)[1]).toMatchObject({ name: 'GPU', x: [1, 2], y: [2e9, 3e9] })
  })
})
