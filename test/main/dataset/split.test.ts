import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../main/image/source.ts'
import { splitOf } from '../../../main/dataset/split.ts'

const contents = Array.from({ length: 20_000 }, (_, index) => sha256(Buffer.from(`picture ${index}`)))

function shareOf(split: string, shares: { validation: number; test: number }, seed = 0): number {
  return contents.filter((content) => splitOf(content, shares, seed) === split).length / contents.length
}

describe('splitOf', () => {
  it.each([
    [0.1, 0.1],
    [0.25, 0],
    [0, 0.5],
    [0, 0],
  ])('gives validation %f and test %f of the pictures', (validation, test) => {
    // Four deviations of a binomial of 20,000.
    expect(Math.abs(shareOf('validation', { validation, test }) - validation)).toBeLessThan(0.014)
    expect(Math.abs(shareOf('test', { validation, test }) - test)).toBeLessThan(0.014)
  })

  it('depends on content and seed alone', () => {
    const shares = { validation: 0.2, test: 0.2 }
    const draw = (seed: number) => contents.slice(0, 100).map((content) => splitOf(content, shares, seed))
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    expect(draw(0).slice(0, 8)).toMatchInlineSnapshot(`
      [
        "train",
        "validation",
        "validation",
        "validation",
        "train",
        "train",
        "test",
        "train",
      ]
    `)
  })

  it('keeps the test split when only the validation share changes', () => {
    for (const content of contents.slice(0, 1000)) {
      const before = splitOf(content, { validation: 0.1, test: 0.2 }, 3) === 'test'
      expect(splitOf(content, { validation: 0.5, test: 0.2 }, 3) === 'test').toBe(before)
    }
  })
})
