import { describe, expect, it } from 'vitest'
import { Random } from '../../../main/lib/random.ts'
import { testWindows } from '../../../main/pipeline/crops.ts'
import { createCut } from '../../../main/pipeline/cut.ts'

const side = 256
const random = new Random(7, 'sample')
const record = Uint8Array.from({ length: side * side * 3 }, () => random.integer(256))

/** Mean of the record over a rectangle with fractional borders, the plain way. */
function mean(left: number, top: number, length: number, channel: number): number {
  let sum = 0
  for (let y = Math.floor(top); y < Math.min(side, top + length); y++) {
    for (let x = Math.floor(left); x < Math.min(side, left + length); x++) {
      const width = Math.min(left + length, x + 1) - Math.max(left, x)
      const height = Math.min(top + length, y + 1) - Math.max(top, y)
      sum += record[(y * side + x) * 3 + channel]! * width * height
    }
  }
  return sum / length ** 2
}

describe('createCut', () => {
  it.each([
    { source: 256, crop: 224 },
    { source: 128, crop: 112 },
    { source: 64, crop: 56 },
    { source: 32, crop: 28 },
    { source: 72, crop: 63 },
  ])('gives the means of the record at a source side of $source, mirrored or not', ({ source, crop }) => {
    const cut = createCut(side, source, crop)
    const length = side / source
    const plain = new Uint8Array(crop * crop * 3 + 5)
    const mirrored = new Uint8Array(crop * crop * 3)
    cut(record, { x: 3, y: 2, mirror: false }, plain, 5)
    cut(record, { x: 3, y: 2, mirror: true }, mirrored, 0)
    for (let at = 0; at < 500; at++) {
      const [x, y, channel] = [random.integer(crop), random.integer(crop), random.integer(3)]
      const expected = mean((x + 3) * length, (y + 2) * length, length, channel)
      expect(Math.abs(plain[5 + (y * crop + x) * 3 + channel]! - expected)).toBeLessThan(0.501)
      expect(mirrored[(y * crop + crop - 1 - x) * 3 + channel]).toBe(plain[5 + (y * crop + x) * 3 + channel])
    }
    expect([...plain.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0])
  })
})

describe('testWindows', () => {
  it('is the centre alone, or four corners, the centre, and their mirror images', () => {
    expect(testWindows(256, 224, 1)).toEqual([{ x: 16, y: 16, mirror: false }])
    const windows = testWindows(256, 224, 10)
    expect(windows.slice(0, 5)).toEqual([
      { x: 0, y: 0, mirror: false },
      { x: 32, y: 0, mirror: false },
      { x: 0, y: 32, mirror: false },
      { x: 32, y: 32, mirror: false },
      { x: 16, y: 16, mirror: false },
    ])
    expect(windows.slice(5)).toEqual(windows.slice(0, 5).map((window) => ({ ...window, mirror: true })))
  })
})
