/** Local response normalisation across channels (paper, section 3.3), with its gradient. */
import type { Lrn } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import { add, divide, matrixProduct, multiply, reshape, subtract, unary } from '../operations.ts'
import type { Differentiable } from '../tape.ts'

/**
 * y = x / s^β with s = k + α Σ x² over `size` neighbouring channels. With W the sum over the same window,
 * dx = dy / s^β − 2αβ · x · W(dy · y / s): the window is symmetric, so it is its own transpose.
 *
 * A window sum is a product with a banded matrix, which costs less than a pooling over channels; s^0.75 is √s · √√s,
 * since a power costs more than everything else here.
 */
export function lrn(graph: Graph, input: Value, { size, alpha, beta, k }: Lrn): Differentiable {
  const [batch, channels, height, width] = input.shape as [number, number, number, number]
  const windowSum = (value: Value, factor: number) => {
    const matrix = graph.constant([channels, channels], band(channels, size, factor))
    const columns = reshape(graph, value, [batch, channels, height * width])
    return reshape(graph, matrixProduct(graph, matrix, columns), input.shape)
  }
  const s = add(graph, windowSum(multiply(graph, input, input), alpha), graph.scalar(k))
  const root = unary(graph, 'Sqrt', s)
  const power = multiply(graph, root, unary(graph, 'Sqrt', root))
  const output = divide(graph, input, power)
  return {
    output,
    gradient(arriving) {
      const ratio = divide(graph, multiply(graph, arriving, output), s)
      const neighbours = multiply(graph, input, windowSum(ratio, 2 * alpha * beta))
      return [subtract(graph, divide(graph, arriving, power), neighbours)]
    },
  }
}

/** [channels, channels] with `factor` where two channels are at most half a window apart. */
function band(channels: number, size: number, factor: number): Float32Array {
  const half = (size - 1) / 2
  return Float32Array.from({ length: channels * channels }, (_, index) =>
    Math.abs(Math.floor(index / channels) - (index % channels)) <= half ? factor : 0,
  )
}
