import { describe, expect, it } from 'vitest'
import { colourBasis, colourShift, eigenSymmetric3, shiftColour } from '../../../main/pipeline/colour.ts'

const covariance = [
  [2, 1, 0],
  [1, 2, 0],
  [0, 0, 5],
]

describe('eigenSymmetric3', () => {
  it('gives eigenvalues, largest first, with unit vectors', () => {
    const pairs = eigenSymmetric3(covariance)
    const vectors = pairs.map(({ vector }) => vector)
    expect(pairs.map(({ value }) => Number(value.toFixed(12)))).toEqual([5, 3, 1])
    expect(vectors[0]!.map(Math.abs)).toEqual([0, 0, 1])
    expect(Math.abs(vectors[1]![0]!)).toBeCloseTo(Math.SQRT1_2)
    expect(vectors[1]![0]).toBeCloseTo(vectors[1]![1]!)
    expect(vectors[2]![0]).toBeCloseTo(-vectors[2]![1]!)
  })

  it('solves a dense matrix: M v = λ v', () => {
    const matrix = [
      [4000, 3700, 3500],
      [3700, 3900, 3800],
      [3500, 3800, 4300],
    ]
    for (const { value, vector } of eigenSymmetric3(matrix)) {
      for (const [row, numbers] of matrix.entries()) {
        const product = numbers.reduce((sum, number, column) => sum + number * vector[column]!, 0)
        expect(product).toBeCloseTo(value * vector[row]!, 6)
      }
    }
  })
})

describe('colour shift', () => {
  it('adds α √λ along each direction', () => {
    const basis = colourBasis(covariance)
    const shift = colourShift(basis, [2, 0, 0])
    expect(Math.abs(shift[2])).toBeCloseTo(2 * Math.sqrt(5))
    expect(shift[0]).toBeCloseTo(0)
  })

  it('moves whole pixels, rounds, and clamps', () => {
    const pixels = new Uint8Array([9, 10, 20, 250, 0, 255])
    shiftColour(pixels, [10.4, -5.6, 0])
    expect([...pixels]).toEqual([19, 4, 20, 255, 0, 255])
  })

  it('adds every amount to every byte, wherever the picture lies', () => {
    const bytes = Uint8Array.from({ length: 256 * 3 }, (_, index) => Math.floor(index / 3))
    for (const start of [0, 1, 8]) {
      for (let amount = -300; amount <= 300; amount += 7) {
        const shift = [amount, -amount, amount / 2] as const
        const pixels = new Uint8Array(start + bytes.length).subarray(start)
        pixels.set(bytes)
        shiftColour(pixels, shift)
        const expected = Uint8ClampedArray.from(bytes, (byte, index) => byte + Math.round(shift[index % 3]!))
        expect([...pixels]).toEqual([...expected])
      }
    }
  })
})
