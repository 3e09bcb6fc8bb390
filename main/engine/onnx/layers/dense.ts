/** Fully connected layers, dropout and the flattening before them, with their gradients. */
import type { Graph, Value } from '../graph.ts'
import { gemm, multiply, reshape, side, sum } from '../operations.ts'
import type { Differentiable } from '../tape.ts'

/** [batch, in] · weightᵀ + bias, with weight [out, in]. */
export function dense(graph: Graph, input: Value, weight: Value, bias: Value): Differentiable {
  return {
    output: gemm(graph, input, weight, { turnRight: true, addend: bias }),
    gradient: (arriving, [wantsInput]) => [
      wantsInput === true ? gemm(graph, arriving, weight) : undefined,
      gemm(graph, arriving, input, { turnLeft: true }),
      sum(graph, arriving, [0]),
    ],
  }
}

/**
 * As `dense`, for a part of a batch: the gradient of the weight leaves the graph as its two factors, which are small,
 * instead of as their product, which is as large as the weight. One product over the whole batch then does what a
 * product a part and their sum would do.
 */
export function denseInParts(
  graph: Graph,
  input: Value,
  weight: Value,
  bias: Value,
  factors: (rows: Value, arriving: Value) => void,
): Differentiable {
  const whole = dense(graph, input, weight, bias)
  return {
    output: whole.output,
    gradient(arriving, [wantsInput]) {
      factors(input, arriving)
      return [wantsInput === true ? gemm(graph, arriving, weight) : undefined, undefined, undefined]
    },
  }
}

/** Multiplies by a mask of 0 and 1/(1−p) (paper, section 4.2, with the kept outputs scaled in training). */
export function dropout(graph: Graph, input: Value, mask: Value): Differentiable {
  return { output: multiply(graph, input, mask), gradient: (arriving) => [multiply(graph, arriving, mask)] }
}

/** [batch, channel, y, x] → [batch, channel·y·x]. */
export function flatten(graph: Graph, input: Value): Differentiable {
  const batch = side(input, 0)
  const units = input.shape.slice(1).reduce((product, length) => product * length, 1)
  return {
    output: reshape(graph, input, [batch, units]),
    gradient: (arriving) => [reshape(graph, arriving, input.shape)],
  }
}
