/**
 * Where the pictures of the grid lie: rows of equal squares with a caption each, as many as the width holds. Pure; all
 * lengths are CSS pixels, measured from the upper left corner of the grid's whole, unscrolled content.
 */
import type { Range } from './ranges.ts'

const gap = 6
const padding = 16
const captionHeight = 20

export interface GridGeometry {
  readonly columns: number
  /** Side of a picture. */
  readonly side: number
  /** From one row's top to the next one's. */
  readonly rowHeight: number
  /** From one column's left edge to the next one's. */
  readonly columnWidth: number
  /** Around the whole. */
  readonly padding: number
  /** Between two pictures. */
  readonly gap: number
}

/** The grid in a box of this width with pictures of at least this side. */
export function gridGeometry(width: number, leastSide: number): GridGeometry {
  const inner = Math.max(0, width - 2 * padding) + gap
  const columns = Math.max(1, Math.floor(inner / (leastSide + gap)))
  const side = Math.max(1, Math.floor(inner / columns) - gap)
  return { columns, side, rowHeight: side + captionHeight + gap, columnWidth: side + gap, padding, gap }
}

export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The places in a list of `total` whose pictures a rectangle touches, one range a row. */
export function placesIn(rectangle: Rectangle, geometry: GridGeometry, total: number): Range[] {
  const { columns, side, rowHeight, columnWidth, padding, gap } = geometry
  const firstColumn = Math.max(0, Math.ceil((rectangle.left - padding - side) / columnWidth))
  const lastColumn = Math.min(columns - 1, Math.floor((rectangle.right - padding) / columnWidth))
  const firstRow = Math.max(0, Math.ceil((rectangle.top - gap - side) / rowHeight))
  const lastRow = Math.min(Math.ceil(total / columns) - 1, Math.floor((rectangle.bottom - gap) / rowHeight))
  const ranges: Range[] = []
  if (lastColumn < firstColumn) return ranges
  for (let row = firstRow; row <= lastRow; row++) {
    const from = row * columns + firstColumn
    const to = Math.min(row * columns + lastColumn, total - 1)
    if (from <= to) ranges.push({ from, to })
  }
  return ranges
}
