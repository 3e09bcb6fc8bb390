/** The gradients of a convolution's kernels and biases. */
import type { Convolution } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import {
  concatenate,
  gather,
  matrixProduct,
  pad,
  reshape,
  side,
  sides,
  slice,
  sum,
  toChannelsLast,
  toPlanes,
  transpose,
} from '../operations.ts'

/** Windows of a kernel on a padded picture. */
interface Windows {
  readonly height: number
  readonly width: number
  /** Side of the kernel. */
  readonly size: number
  readonly paddedWidth: number
}

/**
 * Of a correlation of stride 1 with kernels of this shape, [out, in/groups, y, x], from its input [batch, in, y, x] and
 * the gradient of its output.
 *
 * For each row of the kernel, the input pixels at each of its offsets are gathered beside one another,
 * [batch·pixels, size·in], and one product with all output gradients [out, batch·pixels] sums over the whole batch. A
 * row at a time keeps the copies small; a gather runs on all threads, where slices would run on one.
 */
export function parameterGradients(
  graph: Graph,
  input: Value,
  outputGradient: Value,
  shape: readonly number[],
  { padding: { top, left, bottom, right }, groups }: Pick<Convolution, 'padding' | 'groups'>,
): [weight: Value, bias: Value] {
  const [kernels = 0, depth = 0, size = 0] = shape
  const [batch, , height, width] = sides(outputGradient)
  const padded = pad(graph, toChannelsLast(graph, input), [0, top, left, 0], [0, bottom, right, 0])
  const [, paddedHeight, paddedWidth, channels] = sides(padded)
  const pixels = reshape(graph, padded, [batch, paddedHeight * paddedWidth, channels])
  const gradients = reshape(graph, transpose(graph, outputGradient, [1, 0, 2, 3]), [kernels, batch * height * width])
  const share = kernels / groups
  const ofGroup = (group: number) => {
    const rows = part(graph, gradients, 0, group * share, share)
    const columns = part(graph, pixels, 2, group * depth, depth)
    const kernelRows = Array.from({ length: size }, (_, y) => {
      const offsets = rowOffsets(y * paddedWidth, { height, width, size, paddedWidth })
      const windows = gather(graph, columns, 1, offsets)
      const product = matrixProduct(graph, rows, reshape(graph, windows, [batch * height * width, size * depth]))
      return reshape(graph, product, [share, 1, size, depth])
    })
    return concatenate(graph, kernelRows, 1)
  }
  const weight = concatenate(
    graph,
    Array.from({ length: groups }, (_, group) => ofGroup(group)),
    0,
  )
  return [toPlanes(graph, weight), sum(graph, gradients, [1])]
}

/** Places of the pixels under one row of the kernel, from the top left of each window: [height·width·size]. */
function rowOffsets(first: number, { height, width, size, paddedWidth }: Windows): Int32Array {
  return Int32Array.from({ length: height * width * size }, (_, index) => {
    const [window, x] = [Math.floor(index / size), index % size]
    return first + Math.floor(window / width) * paddedWidth + (window % width) + x
  })
}

/** `length` elements of an axis from `start`; the value itself where that is all. */
function part(graph: Graph, value: Value, axis: number, start: number, length: number): Value {
  return length === side(value, axis) ? value : slice(graph, value, [{ axis, start, end: start + length }])
}
