import { describe, expect, it } from 'vitest'
import { partSize, stepBytes } from '../../../main/engine/memory.ts'
import { preset } from '../../../main/network/spec.ts'

const alexnet = preset('alexnet', 1000)

describe('partSize', () => {
  it('divides a batch evenly, and not at all where it is small', () => {
    expect(partSize(alexnet, 32, 'processor')).toBe(32)
    expect(partSize(alexnet, 128, 'processor')).toBe(32)
    expect(partSize(alexnet, 512, 'card')).toBe(512)
    expect(partSize(alexnet, 1024, 'card')).toBe(512)
    expect(partSize(preset('lenet', 10), 4096, 'processor')).toBe(4096)
  })

  it('keeps within the memory that is allowed', () => {
    for (const memory of [1.2e9, 2e9, 3e9, 8e9]) {
      const size = partSize(alexnet, 128, 'processor', memory)
      expect(stepBytes(alexnet, size)).toBeLessThanOrEqual(memory)
    }
    expect(partSize(alexnet, 128, 'processor', 8e9)).toBe(128)
  })
})
