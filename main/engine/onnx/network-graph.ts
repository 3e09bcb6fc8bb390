/**
 * A network's graphs: the forward pass with the loss and every gradient for training, and the forward pass alone for
 * answers. Shapes are static: one graph a batch size.
 */
import { type Convolution, type Dense, layersOf, parameterShapes, type PlacedLayer } from '../../network/layers.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import type { Normalisation } from '../engine.ts'
import { Graph, type Value } from './graph.ts'
import { activation } from './layers/activation.ts'
import { convolution, fold } from './layers/convolution.ts'
import { dense, dropout, flatten } from './layers/dense.ts'
import { pictures } from './layers/input.ts'
import { crossEntropy } from './layers/loss.ts'
import { lrn } from './layers/lrn.ts'
import { momentumUpdate } from './layers/momentum.ts'
import { pooling } from './layers/pooling.ts'
import { side } from './operations.ts'
import { type Platform, tellsPlaces } from './platform.ts'
import { Tape } from './tape.ts'

export interface GraphOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  readonly batch: number
  /** What the images are: bytes [batch, y, x, channel] or floats [batch, channel, y, x]. */
  readonly images: 'bytes' | 'floats'
  readonly platform: Platform
}

/** Names of what goes in and comes out besides the parameters, which have PyTorch's names on both sides. */
export const names = {
  images: 'images',
  labels: 'labels',
  logits: 'logits',
  loss: 'loss',
  mask: (layer: string) => `mask.${layer}`,
  gradient: (parameter: string) => `gradient.${parameter}`,
  velocity: (parameter: string) => `velocity.${parameter}`,
  next: (input: string) => `next.${input}`,
  momentum: 'momentum',
  learningRate: 'learning-rate',
  decay: 'decay',
} as const

/** Logits of a batch. */
export function answerGraph(options: GraphOptions): Graph {
  const graph = new Graph()
  graph.output(names.logits, forward({ graph, tape: new Tape(graph), options, training: false, parameters: [] }))
  return graph
}

/** Logits, loss and the gradient of every parameter. */
export function gradientGraph(options: GraphOptions): Graph {
  const graph = new Graph()
  const { parameters, gradients } = backward(graph, options)
  for (const parameter of parameters) graph.output(names.gradient(parameter.name), gradients.get(parameter.name)!)
  return graph
}

/** Logits, loss and every parameter and velocity after the update: a whole step that leaves nothing to the host. */
export function stepGraph(options: GraphOptions): Graph {
  const graph = new Graph()
  const { parameters, gradients } = backward(graph, options)
  const scalar = (name: string) => graph.input(name, [])
  const rates = {
    momentum: scalar(names.momentum),
    learningRate: scalar(names.learningRate),
    decay: scalar(names.decay),
  }
  for (const parameter of parameters) {
    const velocity = graph.input(names.velocity(parameter.name), parameter.shape)
    const next = momentumUpdate(graph, parameter, velocity, gradients.get(parameter.name)!, rates)
    graph.output(names.next(parameter.name), next.weight)
    graph.output(names.next(velocity.name), next.velocity)
  }
  return graph
}

function backward(
  graph: Graph,
  options: GraphOptions,
): { parameters: readonly Value[]; gradients: ReadonlyMap<string, Value> } {
  const tape = new Tape(graph)
  const parameters: Value[] = []
  const logits = forward({ graph, tape, options, training: true, parameters })
  const labels = graph.input(names.labels, [options.batch, 1], 'int32')
  const { loss, gradient } = crossEntropy(graph, logits, labels)
  graph.output(names.logits, logits)
  graph.output(names.loss, loss)
  return { parameters, gradients: tape.gradients(logits, gradient) }
}

interface Build {
  readonly graph: Graph
  readonly tape: Tape
  readonly options: GraphOptions
  readonly training: boolean
  /** Weights and biases as they come up, in the order of the layers. */
  readonly parameters: Value[]
}

/** Adds every layer and answers the logits. */
function forward(build: Build): Value {
  return layersOf(build.options.network).reduce(
    (value, placed) => applyLayer(build, placed, value),
    pictures(build.graph, build.options),
  )
}

function applyLayer(build: Build, { layer, ...shapes }: PlacedLayer, input: Value): Value {
  const { graph, tape } = build
  switch (layer.kind) {
    case 'convolution': {
      const [weight, bias] = parametersOf(build, { layer, ...shapes })
      return applyConvolution(build, layer, input, weight, bias)
    }
    case 'dense': {
      const [weight, bias] = parametersOf(build, { layer, ...shapes })
      const rows = flat(build, input)
      return tape.record([rows, weight, bias], dense(graph, rows, weight, bias))
    }
    case 'activation':
      return tape.record([input], activation(graph, input, layer.function))
    case 'lrn':
      return tape.record([input], lrn(graph, input, layer))
    case 'pooling':
      return tape.record([input], pooling(graph, input, layer, tellsPlaces(build.options.platform)))
    case 'dropout': {
      if (!build.training || layer.rate === 0) return input
      const rows = flat(build, input)
      const mask = graph.input(names.mask(layer.name), rows.shape)
      return tape.record([rows], dropout(graph, rows, mask))
    }
    default:
      return layer satisfies never
  }
}

function parametersOf({ graph, tape, parameters }: Build, placed: PlacedLayer<Convolution | Dense>): [Value, Value] {
  const { weight, bias } = parameterShapes(placed)
  const values: [Value, Value] = [
    tape.watch(graph.input(`${placed.layer.name}.weight`, weight)),
    tape.watch(graph.input(`${placed.layer.name}.bias`, bias)),
  ]
  parameters.push(...values)
  return values
}

/** A stride above 1 is folded away first. */
function applyConvolution(build: Build, layer: Convolution, input: Value, weight: Value, bias: Value): Value {
  const { graph, tape, options } = build
  const { groups, stride, size, padding } = layer
  if (stride === 1) {
    const operator = convolution(graph, input, weight, bias, { padding, groups, platform: options.platform })
    return tape.record([input, weight, bias], operator)
  }
  const blocks = Math.ceil(size / stride)
  const missing = (length: number, first: number, second: number) => {
    const windows = Math.floor((length + first + second - size) / stride) + 1
    return (windows + blocks - 1) * stride - length - first
  }
  const before = { y: padding.top, x: padding.left }
  const after = {
    y: missing(side(input, 2), padding.top, padding.bottom),
    x: missing(side(input, 3), padding.left, padding.right),
  }
  const rest = blocks * stride - size
  const picture = tape.record([input], fold(graph, input, stride, before, after))
  const kernel = tape.record([weight], fold(graph, weight, stride, { y: 0, x: 0 }, { y: rest, x: rest }))
  const none = { top: 0, left: 0, bottom: 0, right: 0 }
  const operator = convolution(graph, picture, kernel, bias, { padding: none, groups, platform: options.platform })
  return tape.record([picture, kernel, bias], operator)
}

function flat({ graph, tape }: Build, input: Value): Value {
  return input.shape.length === 2 ? input : tape.record([input], flatten(graph, input))
}
