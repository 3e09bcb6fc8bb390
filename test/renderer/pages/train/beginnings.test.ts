import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../../../preload/contract/index.ts'
import { runsToBeginWith } from '../../../../renderer/pages/train/beginnings.ts'

const run = (id: number, network: string, switches: object, hasModel = true) =>
  ({ id, createdAt: id, hasModel, settings: { network, switches } }) as RunSummary

describe('runs to begin with', () => {
  it('have a model of the same network with the same techniques, the newest first', () => {
    const runs = [
      run(1, 'lenet', { width: 1, crop: 28 }),
      run(2, 'lenet', { crop: 28, width: 1, groups: undefined }),
      run(3, 'lenet', { width: 0.5, crop: 28 }),
      run(4, 'alexnet', { width: 1, crop: 28 }),
      run(5, 'lenet', { width: 1, crop: 28 }, false),
    ]
    const ids = runsToBeginWith(runs, { network: 'lenet', switches: { width: 1, crop: 28 } }).map(({ id }) => id)
    expect(ids).toEqual([2, 1])
  })
})
