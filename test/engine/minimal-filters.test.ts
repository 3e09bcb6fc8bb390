import { describe, expect, it } from 'vitest'
import { type Matrix, minimalFilter, smallestCover } from '../../main/engine/onnx/layers/minimal-filters.ts'
import { numbers } from './inputs.ts'

function times(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, value, index) => sum + value * vector[index]!, 0))
}

/** Of 4 to 8 points. */
const filters = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((size) =>
  [4, 5, 6, 7, 8].filter((points) => points >= size).map((points) => ({ outputs: points - size + 1, size })),
)

describe('minimalFilter', () => {
  it.each(filters)('correlates $outputs outputs with $size numbers', ({ outputs, size }) => {
    const inputs = outputs + size - 1
    const { kernel, input, output } = minimalFilter(outputs, size)
    const data = [...numbers(3, inputs)]
    const weights = [...numbers(4, size)]
    const [transformed, atPoints] = [times(kernel, weights), times(input, data)]
    expect(transformed).toHaveLength(inputs)
    const sums = times(
      output,
      transformed.map((value, point) => value * atPoints[point]!),
    )
    expect(sums).toHaveLength(outputs)
    sums.forEach((sum, place) => {
      const expected = weights.reduce((total, weight, index) => total + weight * data[place + index]!, 0)
      expect(sum).toBeCloseTo(expected, 12)
    })
  })

  it('has the numbers of Lavin and Gray’s F(2, 3), but for signs and where they are scaled', () => {
    const { kernel, input, output } = minimalFilter(2, 3)
    expect(kernel).toEqual([
      [-1, -0, -0],
      [0.5, 0.5, 0.5],
      [0.5, -0.5, 0.5],
      [0, 0, 1],
    ])
    expect(input).toEqual([
      [-1, 0, 1, 0],
      [0, 1, 1, 0],
      [0, -1, 1, 0],
      [0, -1, 0, 1],
    ])
    expect(output).toEqual([
      [1, 1, 1, 0],
      [0, 1, -1, 1],
    ])
  })

  it('has none of more than 8 points', () => {
    expect(() => minimalFilter(5, 5)).toThrow('There is no minimal filter of 9 points.')
  })
})

describe('smallestCover', () => {
  it('has the fewest points', () => {
    expect(smallestCover(27, 5)).toEqual({ step: 4, points: 8, count: 7 })
    expect(smallestCover(13, 3)).toEqual({ step: 5, points: 7, count: 3 })
    expect(smallestCover(6, 3)).toEqual({ step: 6, points: 8, count: 1 })
    expect(smallestCover(13, 9)).toBeUndefined()
  })
})
