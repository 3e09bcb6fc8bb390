import { expect, it } from 'vitest'
import { DisjointSets } from '../../../../main/dataset/duplicates/disjoint-sets.ts'

it('joins sets and knows their size and lowest member', () => {
  const sets = new DisjointSets(6)
  sets.join(5, 3)
  sets.join(4, 1)
  sets.join(3, 4)
  sets.join(1, 5)
  expect([1, 3, 4, 5].map((member) => [sets.size(member), sets.lowest(member)])).toEqual(Array(4).fill([4, 1]))
  expect([sets.size(0), sets.lowest(2)]).toEqual([1, 2])
  expect([sets.joined(3, 1), sets.joined(0, 2)]).toEqual([true, false])
})
