import { describe, expect, it } from 'vitest'
import { drawOnce, Random } from '../../../main/lib/random.ts'

describe('drawOnce', () => {
  it('gives the first number of a generator', () => {
    for (const [seed, epoch, index] of [
      [0, 0, 0],
      [7, -1, 2 ** 31],
      [2 ** 32 - 1, 123_456_789, -987_654_321],
    ] as const) {
      expect(drawOnce(seed, 'split', epoch, index)).toBe(new Random(seed, 'split', epoch, index).uint32())
    }
  })
})
