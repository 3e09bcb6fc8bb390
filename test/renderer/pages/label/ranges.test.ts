import { describe, expect, it } from 'vitest'
import { add, empty, has, positions, remove, size } from '../../../../renderer/pages/label/ranges.ts'
import type { Ranges } from '../../../../renderer/pages/label/ranges.ts'

const tens: Ranges = [
  { from: 0, to: 3 },
  { from: 10, to: 13 },
  { from: 20, to: 20 },
]

describe('ranges', () => {
  it('know what is in them', () => {
    expect([-1, 0, 3, 4, 9, 10, 13, 14, 20, 21].filter((position) => has(tens, position))).toEqual([0, 3, 10, 13, 20])
    expect(has(empty, 0)).toBe(false)
    expect(size(tens)).toBe(9)
    expect([...positions(tens)]).toEqual([0, 1, 2, 3, 10, 11, 12, 13, 20])
  })

  it.each([
    ['apart', { from: 5, to: 6 }, [0, 1, 2, 3, 5, 6, 10, 11, 12, 13, 20]],
    ['touching on both sides', { from: 14, to: 19 }, [0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]],
    ['within', { from: 11, to: 12 }, [0, 1, 2, 3, 10, 11, 12, 13, 20]],
    ['over all', { from: 0, to: 21 }, Array.from({ length: 22 }, (_, index) => index)],
  ])('grow by a range %s', (_, range, expected) => {
    const grown = add(tens, range)
    expect([...positions(grown)]).toEqual(expected)
    expect(grown.every(({ from }, place) => place === 0 || from > grown[place - 1]!.to + 1)).toBe(true)
  })

  it.each([
    ['apart', { from: 5, to: 6 }, [0, 1, 2, 3, 10, 11, 12, 13, 20]],
    ['within', { from: 11, to: 12 }, [0, 1, 2, 3, 10, 13, 20]],
    ['across', { from: 3, to: 10 }, [0, 1, 2, 11, 12, 13, 20]],
    ['over all', { from: 0, to: 99 }, []],
  ])('shrink by a range %s', (_, range, expected) => {
    expect([...positions(remove(tens, range))]).toEqual(expected)
  })
})
