/** Softmax cross-entropy with its gradient. */
import type { Graph, Value } from '../graph.ts'
import { add, equal, multiply, side, subtract, sum, unary } from '../operations.ts'

export interface Targets {
  /** Class of each picture, int32 [batch, 1]. */
  readonly labels: Value
  /** Factor of each picture's loss in the sum, [batch, 1]: one part in as many as there are pictures for a plain mean. */
  readonly weights: Value
  /** Share of the target that is spread evenly over all classes. */
  readonly smoothing: number
}

/**
 * Weighted sum over the batch of −Σ target · log softmax(logits), in nats, and its gradient with respect to the logits,
 * weight · (softmax − target). Logits are [batch, classes]; a target is one-hot, smoothed.
 */
export function crossEntropy(
  graph: Graph,
  logits: Value,
  { labels, weights, smoothing }: Targets,
): { loss: Value; gradient: Value } {
  const classes = side(logits, 1)
  const numbers = graph.constant(
    [classes],
    Int32Array.from({ length: classes }, (_, index) => index),
  )
  const target = smooth(graph, equal(graph, labels, numbers), smoothing)
  const logProbabilities = logSoftmax(graph, logits)
  const total = sum(graph, multiply(graph, weights, multiply(graph, target, logProbabilities)), [0, 1])
  const probabilities = unary(graph, 'Exp', logProbabilities)
  return {
    loss: unary(graph, 'Neg', total),
    gradient: multiply(graph, weights, subtract(graph, probabilities, target)),
  }
}

function smooth(graph: Graph, hot: Value, share: number): Value {
  if (share === 0) return hot
  const even = graph.scalar(share / side(hot, 1))
  return add(graph, multiply(graph, hot, graph.scalar(1 - share)), even)
}

/** Written out, since WebGPU has no LogSoftmax; the largest logit is taken off first, so that no power overflows. */
function logSoftmax(graph: Graph, logits: Value): Value {
  const kept = { shape: [side(logits, 0), 1] }
  const attributes = { axes: [1], keepdims: 1 }
  const shifted = subtract(graph, logits, graph.add('ReduceMax', [logits], kept, { attributes }))
  const total = graph.add('ReduceSum', [unary(graph, 'Exp', shifted), graph.integers([1])], kept)
  return subtract(graph, shifted, unary(graph, 'Log', total))
}
