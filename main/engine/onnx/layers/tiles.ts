/** Overlapping tiles along one side of a picture, and the small matrices that transform them, for `winograd.ts`. */
import type { Graph, Value } from '../graph.ts'
import { type Cover, minimalFilter } from './minimal-filters.ts'

export interface Side {
  readonly length: number
  /** Pixels of zeros. */
  readonly before: number
  /** Of the kernels. */
  readonly size: number
  readonly outputs: number
}

/** Tiles with a filter each; their points are in the order [point, tile]. */
export interface Tiles extends Cover {
  /** [points · count, length]: from pixels to points. */
  readonly ofInput: Value
  /** [points · count, outputs]: from gradients of outputs to points. */
  readonly ofOutput: Value
  /** [points, size]: from a kernel to points. */
  readonly ofKernel: Value
  /** [points · count, size]: the same for each of the tiles. */
  readonly ofKernels: Value
}

export function tilesAlong(graph: Graph, cover: Cover, { length, before, size, outputs }: Side): Tiles {
  const { step, points, count } = cover
  const filter = minimalFilter(step, size)
  /** A matrix with a row for each point of each tile. */
  const rows = (tiles: number, columns: number, at: (point: number, tile: number, column: number) => number) => {
    const numbers = Float32Array.from({ length: points * tiles * columns }, (_, index) => {
      const row = Math.floor(index / columns)
      return at(Math.floor(row / tiles), row % tiles, index % columns)
    })
    return graph.constant([points * tiles, columns], numbers)
  }
  const kernel = (point: number, _: number, pixel: number) => filter.kernel[point]![pixel]!
  return {
    ...cover,
    ofInput: rows(count, length, (point, tile, pixel) => filter.input[point]![pixel + before - tile * step] ?? 0),
    ofOutput: rows(count, outputs, (point, tile, pixel) => filter.output[pixel - tile * step]?.[point] ?? 0),
    ofKernel: rows(1, size, kernel),
    ofKernels: rows(count, size, kernel),
  }
}
