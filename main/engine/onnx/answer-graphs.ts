/** Graphs that only look: logits, feature vectors, and how many units are alive. */
import { Graph, type Value } from './graph.ts'
import { names } from './names.ts'
import { forward, type GraphOptions } from './network-graph.ts'
import { multiply, positive, side, sum } from './operations.ts'

/** Logits of a batch. */
export function answerGraph(options: GraphOptions): Graph {
  const graph = new Graph()
  graph.output(names.logits, forward(graph, options).logits)
  return graph
}

/** Outputs of a batch's last hidden layer. */
export function featuresGraph(options: GraphOptions): Graph {
  const graph = new Graph()
  let last: Value | undefined
  forward(graph, options, { activation: (_, output) => (last = output) })
  graph.output(names.features, last!)
  return graph
}

/** Share of positive outputs, over the batch and all places, of each channel or unit of each activation. */
export function activityGraph(options: GraphOptions): Graph {
  const graph = new Graph()
  forward(graph, options, {
    activation(layer, output) {
      const axes = [...output.shape.keys()].filter((axis) => axis !== 1)
      const count = axes.reduce((product, axis) => product * side(output, axis), 1)
      const share = multiply(graph, sum(graph, positive(graph, output), axes), graph.scalar(1 / count))
      graph.output(names.activity(layer), share)
    },
  })
  return graph
}
