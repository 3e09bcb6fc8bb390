/** The update of stochastic gradient descent with momentum and weight decay, as part of a graph. */
import type { Graph, Value } from '../graph.ts'
import { add, divide, minimum, multiply, subtract, sum, unary } from '../operations.ts'

/** Scalars: momentum μ, learning rate ε, and weight decay λ times ε. */
export interface Rates {
  readonly momentum: Value
  readonly learningRate: Value
  readonly decay: Value
}

/** v ← μ·v − λ·ε·w − ε·g; w ← w + v (paper, section 5). */
export function momentumUpdate(
  graph: Graph,
  weight: Value,
  velocity: Value,
  gradient: Value,
  { momentum, learningRate, decay }: Rates,
): { weight: Value; velocity: Value } {
  const kept = subtract(graph, multiply(graph, momentum, velocity), multiply(graph, decay, weight))
  const next = subtract(graph, kept, multiply(graph, learningRate, gradient))
  return { weight: add(graph, weight, next), velocity: next }
}

/**
 * What gradients are multiplied with so that their norm over all of them is at most `limit`: min(1, limit / ‖g‖)
 * (Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks, 2013, algorithm 1).
 */
export function limitedScale(graph: Graph, gradients: readonly Value[], limit: number): Value {
  const squares = gradients.map((gradient) =>
    sum(graph, multiply(graph, gradient, gradient), [...gradient.shape.keys()]),
  )
  const norm = unary(
    graph,
    'Sqrt',
    squares.reduce((total, square) => add(graph, total, square)),
  )
  return minimum(graph, graph.scalar(1), divide(graph, graph.scalar(limit), norm))
}
