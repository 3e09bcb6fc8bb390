import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../../../preload/contract/index.ts'
import { matching, nextOrder, sorted } from '../../../../renderer/pages/runs/order.ts'

function run(id: number, name: string, top1: number | null, rest: object = {}): RunSummary {
  const measure = { loss: 1, top1Error: top1 ?? 0, top5Error: 0 }
  return {
    id,
    name,
    datasetName: 'Birds',
    tags: [],
    notes: '',
    device: null,
    settings: { network: 'alexnet' },
    createdAt: id,
    best: top1 === null ? null : { train: { ...measure, top1Error: 0 }, validation: measure },
    ...rest,
  } as unknown as RunSummary
}

const runs = [run(1, 'alexnet 10', 0.4), run(2, 'alexnet 2', null), run(3, 'Zebra', 0.1), run(4, 'best', 0.1)]
const names = (list: readonly RunSummary[]) => list.map(({ name }) => name)

describe('the order of runs', () => {
  it('is by the validation error, runs without one last in either direction, equals newest first', () => {
    expect(names(sorted(runs, { by: 'top1', descending: false }))).toEqual(['best', 'Zebra', 'alexnet 10', 'alexnet 2'])
    expect(names(sorted(runs, { by: 'top1', descending: true }))).toEqual(['alexnet 10', 'best', 'Zebra', 'alexnet 2'])
  })

  it('is by names as people count', () => {
    expect(names(sorted(runs, { by: 'name', descending: false }))).toEqual(['alexnet 2', 'alexnet 10', 'best', 'Zebra'])
  })

  it('turns round at the second click, and begins where people look first', () => {
    const first = nextOrder({ by: 'name', descending: false }, 'createdAt')
    expect(first).toEqual({ by: 'createdAt', descending: true })
    expect(nextOrder(first, 'createdAt')).toEqual({ by: 'createdAt', descending: false })
    expect(nextOrder(first, 'top1')).toEqual({ by: 'top1', descending: false })
  })
})

describe('the search for runs', () => {
  const tagged = run(5, 'five', 0.2, { tags: ['Keep'], notes: 'with more dropout', device: 'CPU' })

  it('finds every word in name, dataset, tags, notes or device, in any case', () => {
    expect(names(matching([...runs, tagged], 'keep dropout'))).toEqual(['five'])
    expect(names(matching([...runs, tagged], 'birds cpu'))).toEqual(['five'])
    expect(matching(runs, 'nothing of this')).toEqual([])
    expect(matching(runs, '  ')).toHaveLength(4)
  })
})
