import { describe, expect, it } from 'vitest'
import { kernelPixels } from '../../../main/network/kernels.ts'

describe('kernels as pictures', () => {
  it('interleave the channels, zero is middle grey, and the largest weight takes the full range', () => {
    // One kernel of 1×2 would not be square: two of 1×1, [3] weights each.
    const pixels = kernelPixels(Float32Array.of(0.5, 0, -0.5, 2, 1, -1), 2, 1)
    expect([...pixels]).toEqual([255, 128, 0, 255, 191, 64])
  })

  it('lie row by row, each pixel red, green, blue', () => {
    const weights = Float32Array.of(...[1, 0, 0, 0], ...[0, 1, 0, 0], ...[0, 0, 0, 1])
    expect([...kernelPixels(weights, 1, 2)]).toEqual([
      ...[255, 128, 128],
      ...[128, 255, 128],
      ...[128, 128, 128],
      ...[128, 128, 255],
    ])
  })

  it('are stretched each by itself', () => {
    const faint = kernelPixels(Float32Array.of(1e-6, 0, 0), 1, 1)
    expect([...faint]).toEqual([255, 128, 128])
  })

  it('are grey where there is nothing to see', () => {
    expect([...kernelPixels(Float32Array.of(0, 0, 0, NaN, 1, 1, Infinity, 0, 0), 3, 1)]).toEqual(Array(9).fill(128))
  })
})
