import { describe, expect, it } from 'vitest'
import { reduceCode } from '../../../main/image/reduce-code.ts'
import { reduce, roomFor } from '../../../main/image/reduce.ts'
import { assemble } from '../../support/assemble.ts'
import { noise } from '../../support/pictures.ts'

describe('reduce', () => {
  it('runs what stands in reduce.wat', async () => {
    expect(reduceCode).toBe(await assemble('main/image/reduce.wat'))
  })

  it.each([
    [257, 300],
    [500, 375],
    [375, 500],
    [512, 512],
    [2000, 300],
  ])('of %i×%i is within two roundings of a triangle filter', async (width, height) => {
    const source = await noise(width, height, 1).ensureAlpha().raw().toBuffer()
    source.copy(roomFor(source.length))
    const reduced = reduce({ width, height })
    const scale = Math.min(width, height) / 256
    const [left, top] = [width, height].map((side) => (Math.round(side / scale) - 256 + 1) >> 1) as [number, number]
    const [across, down] = [width, height].map((side) => side / Math.round(side / scale)) as [number, number]
    let [furthest, sum, count] = [0, 0, 0]
    for (let y = 0; y < 256; y += 5) {
      const rows = triangle((y + top + 0.5) * down - 0.5, down, height)
      for (let x = 0; x < 256; x += 3) {
        const columns = triangle((x + left + 0.5) * across - 0.5, across, width)
        for (let channel = 0; channel < 3; channel++) {
          let exact = 0
          for (const [row, share] of rows) {
            for (const [column, part] of columns) exact += share * part * source[(row * width + column) * 4 + channel]!
          }
          const distance = Math.abs(reduced[(y * 256 + x) * 3 + channel]! - exact)
          furthest = Math.max(furthest, distance)
          sum += distance
          count++
        }
      }
    }
    expect(furthest).toBeLessThan(3)
    expect(sum / count).toBeLessThan(0.6)
  })
})

/** Pixels around a place with their shares, which add up to 1. */
function triangle(centre: number, scale: number, side: number): [pixel: number, share: number][] {
  const pixels = Array.from({ length: side }, (_, pixel): [number, number] => {
    return [pixel, Math.max(0, 1 - Math.abs(pixel - centre) / scale)]
  }).filter(([, share]) => share > 0)
  const sum = pixels.reduce((all, [, share]) => all + share, 0)
  return pixels.map(([pixel, share]) => [pixel, share / sum])
}
