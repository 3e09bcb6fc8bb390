import { describe, expect, it } from 'vitest'
import { enlarge } from '../../../main/image/enlarge.ts'
import { noise } from '../../support/pictures.ts'

describe('enlarge', () => {
  it('draws straight lines between the centres of pixels', () => {
    const source = Uint8Array.of(0, 0, 0, 80, 80, 80, 0, 0, 0, 80, 80, 80)
    const row = [...enlarge(source, 2, 8)].filter((_, index) => index % 3 === 0).slice(0, 8)
    expect(row).toEqual([0, 0, 10, 30, 50, 70, 80, 80])
  })

  it('repeats a single pixel', () => {
    expect(new Set(enlarge(Uint8Array.of(7, 7, 7), 1, 256))).toEqual(new Set([7]))
  })

  it.each([7, 32, 255])('from %i is within two roundings of the formula', async (from) => {
    const source = await noise(from, from, 1).raw().toBuffer()
    const enlarged = enlarge(source, from, 256)
    let [furthest, sum] = [0, 0]
    for (let y = 0; y < 256; y++) {
      for (let x = 0; x < 256; x++) {
        for (let channel = 0; channel < 3; channel++) {
          const exact = bilinear(source, from, ((x + 0.5) * from) / 256 - 0.5, ((y + 0.5) * from) / 256 - 0.5, channel)
          const distance = Math.abs(enlarged[(y * 256 + x) * 3 + channel]! - exact)
          furthest = Math.max(furthest, distance)
          sum += distance
        }
      }
    }
    expect(furthest).toBeLessThan(2)
    expect(sum / enlarged.length).toBeLessThan(0.5)
  })
})

function bilinear(source: Uint8Array, side: number, x: number, y: number, channel: number): number {
  const inside = (place: number) => Math.min(side - 1, Math.max(0, place))
  const at = (column: number, row: number) => source[(inside(row) * side + inside(column)) * 3 + channel]!
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, down] = [x - left, y - top]
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right
  return upper * (1 - down) + lower * down
}
