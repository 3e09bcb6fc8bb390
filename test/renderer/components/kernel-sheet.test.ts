import { describe, expect, it } from 'vitest'
import type { KernelPictures } from '../../../preload/contract/index.ts'
import { kernelSheet } from '../../../renderer/components/kernel-sheet.ts'

/** Kernels of one colour each: the first of all zeros, the next of all ones, and so on. */
function numbered(kernels: number, size: number, halves: 1 | 2): KernelPictures {
  const bytes = Buffer.from(
    Array.from({ length: kernels * size * size * 3 }, (_, at) => Math.floor(at / (size * size * 3))),
  )
  return { step: 1, epoch: 1, kernels, size, halves, pixels: bytes.toString('base64') }
}

describe('a sheet of kernels', () => {
  it('lays 96 kernels out as the paper does, sixteen a row', () => {
    const { width, height, pixels } = kernelSheet(numbered(96, 11, 1))
    expect({ width, height }).toEqual({ width: 16 * 12 - 1, height: 6 * 12 - 1 })
    const at = (x: number, y: number) => [...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
    expect(at(0, 0)).toEqual([0, 0, 0, 255])
    expect(at(12, 0)).toEqual([1, 1, 1, 255])
    expect(at(10, 12)).toEqual([16, 16, 16, 255])
    expect(at(11, 0)).toEqual([0, 0, 0, 0])
    expect(at(width - 1, height - 1)).toEqual([95, 95, 95, 255])
  })

  it('sets the halves of a grouped network apart', () => {
    const { width, height, pixels } = kernelSheet(numbered(96, 11, 2))
    expect(height).toBe(6 * 12 - 1 + 5)
    expect(pixels[(35 + 6) * width * 4]).toBe(48)
  })

  it('makes a short row of few kernels', () => {
    expect(kernelSheet(numbered(6, 5, 1))).toMatchObject({ width: 6 * 6 - 1, height: 5 })
  })
})
