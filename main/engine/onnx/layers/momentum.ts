/** The update of stochastic gradient descent with momentum and weight decay, as part of a graph. */
import type { Graph, Value } from '../graph.ts'
import { add, multiply, subtract } from '../operations.ts'

export interface Rates {
  /** Scalars: momentum μ, learning rate ε, and weight decay λ times ε. */
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
