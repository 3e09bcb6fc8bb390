/** The folding of pixels into channels, with its gradient: what makes a convolution of any stride one of stride 1. */
import type { Graph, Value } from '../graph.ts'
import { pad, reshape, sides, slice, toChannelsLast, toPlanes, transpose } from '../operations.ts'
import type { Differentiable } from '../tape.ts'

export interface Border {
  readonly y: number
  readonly x: number
}

/**
 * Splits each block × block square of pixels into channels: [n, c, y, x] → [n, c·block², y/block, x/block]. A
 * convolution with this stride then has stride 1, when picture and kernel are both folded: the same sums, and far faster
 * where there are few channels. `before` and `after` are pixels of zeros; after may be negative where pixels are unused.
 */
export function fold(graph: Graph, value: Value, block: number, before: Border, after: Border): Differentiable {
  const pixels = toChannelsLast(graph, value)
  const [count, height, width, channels] = sides(pixels)
  const [unused, missing] = [clip(after, -1), clip(after, 1)]
  const used = slice(graph, pixels, [
    { axis: 1, start: 0, end: height - unused.y },
    { axis: 2, start: 0, end: width - unused.x },
  ])
  const padded = pad(graph, used, [0, before.y, before.x, 0], [0, missing.y, missing.x, 0])
  const [, paddedHeight, paddedWidth] = sides(padded)
  const [rows, columns] = [paddedHeight / block, paddedWidth / block]
  const apart = reshape(graph, padded, [count, rows, block, columns, block, channels])
  const folded = reshape(graph, transpose(graph, apart, [0, 1, 3, 2, 4, 5]), [
    count,
    rows,
    columns,
    block * block * channels,
  ])
  return {
    output: toPlanes(graph, folded),
    gradient(arriving) {
      const apart = reshape(graph, toChannelsLast(graph, arriving), [count, rows, columns, block, block, channels])
      const padded = reshape(graph, transpose(graph, apart, [0, 1, 3, 2, 4, 5]), [
        count,
        paddedHeight,
        paddedWidth,
        channels,
      ])
      const unpadded = slice(graph, padded, [
        { axis: 1, start: before.y, end: before.y + height - unused.y },
        { axis: 2, start: before.x, end: before.x + width - unused.x },
      ])
      return [toPlanes(graph, pad(graph, unpadded, [0, 0, 0, 0], [0, unused.y, unused.x, 0]))]
    },
  }
}

/** The part of a border of this sign, as pixels. */
function clip({ y, x }: Border, sign: 1 | -1): Border {
  return { y: Math.max(0, sign * y), x: Math.max(0, sign * x) }
}
