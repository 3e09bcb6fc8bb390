import { describe, expect, it } from 'vitest'
import type { Confusions } from '../../../../preload/contract/index.ts'
import { errorsByClass, pairsOf, tableOf } from '../../../../renderer/pages/runs/confusions.ts'

/** Eight of ten cats right, two of four dogs, no bird, and a fish that is taken for a dog. */
const confusions: Confusions = {
  classes: ['cat', 'dog', 'bird', 'fish'].map((name, position) => ({ id: position + 10, name })),
  counts: [
    { truth: 0, answer: 0, pictures: 8 },
    { truth: 0, answer: 1, pictures: 2 },
    { truth: 1, answer: 1, pictures: 2 },
    { truth: 1, answer: 0, pictures: 2 },
    { truth: 3, answer: 1, pictures: 1 },
  ],
}

describe('confusions', () => {
  it('are counted by class, for those with pictures', () => {
    expect(errorsByClass(confusions)).toEqual([
      { position: 0, pictures: 10, wrong: 2 },
      { position: 1, pictures: 4, wrong: 2 },
      { position: 3, pictures: 1, wrong: 1 },
    ])
  })

  it('are listed by their number, of equals the one that is more of its class first', () => {
    const pairs = [
      { truth: 1, answer: 0, pictures: 2, share: 0.5 },
      { truth: 0, answer: 1, pictures: 2, share: 0.2 },
      { truth: 3, answer: 1, pictures: 1, share: 1 },
    ]
    expect(pairsOf(confusions, 10)).toEqual(pairs)
    expect(pairsOf(confusions, 2)).toEqual(pairs.slice(0, 2))
  })

  it('are a table of all classes, or of those with the most mistakes in their order', () => {
    const cells = (most: number) =>
      tableOf(confusions, most).map(({ position, cells }) => [position, ...cells.map(({ pictures }) => pictures)])
    expect(cells(9)).toEqual([
      [0, 8, 2, 0],
      [1, 2, 2, 0],
      [3, 0, 1, 0],
    ])
    expect(cells(2)).toEqual([
      [0, 8, 2],
      [1, 2, 2],
    ])
    expect(tableOf(confusions, 9)[0]!.cells[1]).toEqual({ answer: 1, pictures: 2, share: 0.2 })
  })
})
