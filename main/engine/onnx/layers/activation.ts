/** The activation functions with their gradients, each written with its output alone. */
import type { Activation } from '../../../network/spec.ts'
import type { Graph, Value } from '../graph.ts'
import { multiply, subtract, unary, whereAbove } from '../operations.ts'
import type { Differentiable } from '../tape.ts'

export function activation(graph: Graph, input: Value, name: Activation): Differentiable {
  switch (name) {
    case 'relu': {
      const output = unary(graph, 'Relu', input)
      return { output, gradient: (arriving) => [whereAbove(graph, output, 0, arriving)] }
    }
    case 'sigmoid': {
      const output = unary(graph, 'Sigmoid', input)
      const slope = () => multiply(graph, output, subtract(graph, graph.scalar(1), output))
      return { output, gradient: (arriving) => [multiply(graph, arriving, slope())] }
    }
    case 'tanh': {
      const output = unary(graph, 'Tanh', input)
      const slope = () => subtract(graph, graph.scalar(1), multiply(graph, output, output))
      return { output, gradient: (arriving) => [multiply(graph, arriving, slope())] }
    }
    default:
      return name satisfies never
  }
}
