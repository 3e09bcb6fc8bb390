import { describe, expect, it } from 'vitest'
import { gridGeometry, placesIn } from '../../../../renderer/pages/label/geometry.ts'

/** Four columns of 100 pixels: lefts 16, 122, 228, 334; tops 6, 132, 258. */
const grid = gridGeometry(16 + 4 * 106 - 6 + 16, 100)

describe('the grid', () => {
  it('has as many columns as the width holds, which share what is left', () => {
    expect(grid).toMatchObject({ columns: 4, side: 100, rowHeight: 126, columnWidth: 106 })
    expect(gridGeometry(16 + 4 * 106 - 6 + 16 + 40, 100)).toMatchObject({ columns: 4, side: 110 })
    expect(gridGeometry(10, 100).columns).toBe(1)
  })

  it.each([
    ['one picture', { left: 20, top: 10, right: 30, bottom: 20 }, [{ from: 0, to: 0 }]],
    [
      'a row’s end and the next row’s',
      { left: 300, top: 100, right: 400, bottom: 140 },
      [
        { from: 2, to: 3 },
        { from: 6, to: 7 },
      ],
    ],
    ['the gap between two columns', { left: 117, top: 10, right: 121, bottom: 20 }, []],
    [
      'everything',
      { left: -50, top: -50, right: 9999, bottom: 9999 },
      [
        { from: 0, to: 3 },
        { from: 4, to: 7 },
        { from: 8, to: 9 },
      ],
    ],
    ['where the last row has none', { left: 240, top: 260, right: 300, bottom: 300 }, []],
  ])('finds %s under a rectangle', (_, rectangle, expected) => {
    expect(placesIn(rectangle, grid, 10)).toEqual(expected)
  })
})
