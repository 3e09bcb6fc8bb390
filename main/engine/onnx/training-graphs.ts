/** The graphs of a training step: whole, or in parts whose gradients add up. */
import { hasParameters, layersOf } from '../../network/layers.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { kindOf, type ParameterKind } from '../rates.ts'
import { Graph, type Value } from './graph.ts'
import { denseInParts } from './layers/dense.ts'
import { crossEntropy } from './layers/loss.ts'
import { limitedScale, momentumUpdate, type Rates } from './layers/momentum.ts'
import { names } from './names.ts'
import { type BuildHooks, forward, type GraphOptions } from './network-graph.ts'
import { add, gemm, multiply, sliceFrom, sum } from './operations.ts'

export interface TrainingGraphOptions extends GraphOptions {
  readonly labelSmoothing: number
}

export interface UpdateOptions {
  readonly gradientNormLimit: number | undefined
}

/** Parameters in the order of the layers, and the gradients of these and of values on the way, by name. */
interface Gradients {
  readonly parameters: readonly Value[]
  readonly gradients: ReadonlyMap<string, Value>
}

/**
 * Logits, loss, the gradients of the convolutions' parameters, and of the dense layers the two factors of theirs: what
 * a part of a batch adds to the whole.
 */
export function partGraph(options: TrainingGraphOptions): Graph {
  const graph = new Graph()
  const { parameters, gradients } = backward(graph, options, {
    dense: (layer, input, weight, bias) =>
      denseInParts(graph, input, weight, bias, (rows, arriving) => {
        graph.output(names.rows(layer), rows)
        graph.output(names.arriving(layer), arriving)
      }),
  })
  for (const { name } of parameters) {
    const gradient = gradients.get(name)
    if (gradient !== undefined) graph.output(names.gradient(name), gradient)
  }
  return graph
}

/**
 * The gradients of a dense layer's weight and bias over a whole batch, from its factors [batch, in] and [batch, out]: of
 * as many outputs as the shape [outputs, in] says, from an output on that goes in.
 */
export function denseGradientGraph(
  layer: string,
  rowsShape: readonly number[],
  arrivingShape: readonly number[],
  outputs: number,
): Graph {
  const graph = new Graph()
  const rows = graph.input(names.rows(layer), rowsShape)
  const arriving = graph.input(names.arriving(layer), arrivingShape)
  const block = sliceFrom(graph, arriving, 1, graph.input(names.firstOutput, [1], 'int64'), outputs)
  graph.output(names.gradient(`${layer}.weight`), gemm(graph, block, rows, { turnLeft: true }))
  graph.output(names.gradient(`${layer}.bias`), sum(graph, block, [0]))
  return graph
}

/** Logits, loss and every parameter and velocity after the update: a whole step that leaves nothing to the host. */
export function stepGraph(options: TrainingGraphOptions, update: UpdateOptions): Graph {
  const graph = new Graph()
  addUpdate(graph, backward(graph, options), update)
  return graph
}

/** Logits, loss and every gradient, added to the sum over the parts before; the `first` part has none before it. */
export function sumGraph(options: TrainingGraphOptions, first: boolean): Graph {
  const graph = new Graph()
  const { parameters, gradients } = backward(graph, options)
  for (const { name, shape } of parameters) {
    const gradient = gradients.get(name)!
    const sum = first ? gradient : add(graph, graph.input(names.sum(name), shape), gradient)
    graph.output(names.next(names.sum(name)), sum)
  }
  return graph
}

/** Every parameter and velocity after the update, from the sums of all parts. */
export function updateGraph(shapes: ReadonlyMap<string, readonly number[]>, update: UpdateOptions): Graph {
  const graph = new Graph()
  const parameters = [...shapes].map(([name, shape]) => graph.input(name, shape))
  const gradients = parameters.map(({ name, shape }) => [name, graph.input(names.sum(name), shape)] as const)
  addUpdate(graph, { parameters, gradients: new Map(gradients) }, update)
  return graph
}

/** Names of the dense layers, whose gradients leave a part as factors. */
export function denseLayers(network: NetworkSpec): readonly string[] {
  return layersOf(network).flatMap((placed) =>
    hasParameters(placed) && placed.layer.kind === 'dense' ? [placed.layer.name] : [],
  )
}

function backward(graph: Graph, options: TrainingGraphOptions, hooks: BuildHooks = {}): Gradients {
  const { logits, tape, parameters } = forward(graph, options, { ...hooks, training: true })
  const { loss, gradient } = crossEntropy(graph, logits, {
    labels: graph.input(names.labels, [options.batch, 1], 'int32'),
    weights: graph.input(names.weights, [options.batch, 1]),
    smoothing: options.labelSmoothing,
  })
  graph.output(names.logits, logits)
  graph.output(names.loss, loss)
  return { parameters, gradients: tape.gradients(logits, gradient) }
}

function addUpdate(graph: Graph, { parameters, gradients }: Gradients, { gradientNormLimit }: UpdateOptions): void {
  const scalar = (name: string) => graph.input(name, [])
  const momentum = scalar(names.momentum)
  const ratesOf = (kind: ParameterKind): Rates => ({
    momentum,
    learningRate: scalar(names.learningRate(kind)),
    decay: scalar(names.decay(kind)),
  })
  const rates = { weight: ratesOf('weight'), bias: ratesOf('bias') }
  const ofParameters = parameters.map(({ name }) => gradients.get(name)!)
  const scale = gradientNormLimit === undefined ? undefined : limitedScale(graph, ofParameters, gradientNormLimit)
  parameters.forEach((parameter, index) => {
    const velocity = graph.input(names.velocity(parameter.name), parameter.shape)
    const gradient = ofParameters[index]!
    const limited = scale === undefined ? gradient : multiply(graph, gradient, scale)
    const next = momentumUpdate(graph, parameter, velocity, limited, rates[kindOf(parameter.name)])
    graph.output(names.next(parameter.name), next.weight)
    graph.output(names.next(velocity.name), next.velocity)
  })
}
