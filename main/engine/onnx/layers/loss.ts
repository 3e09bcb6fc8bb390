/** Softmax cross-entropy with its gradient. */
import type { Graph, Value } from '../graph.ts'
import { divide, equal, multiply, side, subtract, sum, unary } from '../operations.ts'

/**
 * Mean over the batch of −log softmax(logits)[label], in nats, and the gradient of that mean with respect to the
 * logits: (softmax − one-hot) / batch. Logits are [batch, classes], labels int32 [batch, 1].
 */
export function crossEntropy(graph: Graph, logits: Value, labels: Value): { loss: Value; gradient: Value } {
  const [batch, classes] = [side(logits, 0), side(logits, 1)]
  const numbers = graph.constant(
    [classes],
    Int32Array.from({ length: classes }, (_, index) => index),
  )
  const hot = equal(graph, labels, numbers)
  const logProbabilities = logSoftmax(graph, logits)
  const total = sum(graph, multiply(graph, hot, logProbabilities), [0, 1])
  const probabilities = unary(graph, 'Exp', logProbabilities)
  return {
    loss: divide(graph, unary(graph, 'Neg', total), graph.scalar(batch)),
    gradient: divide(graph, subtract(graph, probabilities, hot), graph.scalar(batch)),
  }
}

/** Written out, since WebGPU has no LogSoftmax; the largest logit is taken off first, so that no power overflows. */
function logSoftmax(graph: Graph, logits: Value): Value {
  const kept = { shape: [side(logits, 0), 1] }
  const attributes = { axes: [1], keepdims: 1 }
  const shifted = subtract(graph, logits, graph.add('ReduceMax', [logits], kept, { attributes }))
  const total = graph.add('ReduceSum', [unary(graph, 'Exp', shifted), graph.integers([1])], kept)
  return subtract(graph, shifted, unary(graph, 'Log', total))
}
