/**
 * A network's layers as nodes of a graph: the forward pass, recorded on a tape. What is done with it is in
 * `answer-graphs.ts` and `training-graphs.ts`. Shapes are static: one graph a batch size.
 */
import { type Convolution, type Dense, layersOf, parameterShapes, type PlacedLayer } from '../../network/layers.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import type { Normalisation } from '../engine.ts'
import type { Graph, Value } from './graph.ts'
import { activation } from './layers/activation.ts'
import { convolution } from './layers/convolution.ts'
import { dense, dropout, flatten } from './layers/dense.ts'
import { fold } from './layers/fold.ts'
import { pictures } from './layers/input.ts'
import { lrn } from './layers/lrn.ts'
import { pooling } from './layers/pooling.ts'
import { names } from './names.ts'
import { side } from './operations.ts'
import { type Platform, tellsPlaces } from './platform.ts'
import { type Differentiable, Tape } from './tape.ts'

export interface GraphOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  readonly batch: number
  /** What the images are: bytes [batch, y, x, channel] or floats [batch, channel, y, x]. */
  readonly images: 'bytes' | 'floats'
  readonly platform: Platform
}

/** What may be watched or done otherwise while the layers are added. */
export interface BuildHooks {
  /** Dropout drops. */
  readonly training?: boolean
  /** Takes a dense layer's output and gradients elsewhere than `dense`. */
  readonly dense?: (layer: string, rows: Value, weight: Value, bias: Value) => Differentiable
  /** Hears of every hidden layer's activation. */
  readonly activation?: (layer: string, output: Value) => void
}

export interface Forward {
  readonly logits: Value
  readonly tape: Tape
  /** Weights and biases in the order of the layers. */
  readonly parameters: readonly Value[]
}

interface Build extends Required<Pick<BuildHooks, 'training' | 'dense'>>, Pick<BuildHooks, 'activation'> {
  readonly graph: Graph
  readonly tape: Tape
  readonly options: GraphOptions
  /** Grows with the layers. */
  readonly parameters: Value[]
}

/** Adds pictures and every layer. */
export function forward(graph: Graph, options: GraphOptions, hooks: BuildHooks = {}): Forward {
  const build: Build = {
    training: false,
    dense: (_, rows, weight, bias) => dense(graph, rows, weight, bias),
    ...hooks,
    graph,
    tape: new Tape(graph),
    options,
    parameters: [],
  }
  const layers = layersOf(options.network)
  const inOrder = build.training ? poolingFirst(layers) : layers
  const logits = inOrder.reduce((value, placed) => applyLayer(build, placed, value), pictures(graph, options))
  return { logits, tape: build.tape, parameters: build.parameters }
}

/**
 * Max-pooling before the activation function that it follows: the same numbers and gradients, since the functions never
 * fall, from a quarter of the elements.
 */
function poolingFirst(layers: readonly PlacedLayer[]): readonly PlacedLayer[] {
  return layers.reduce<readonly PlacedLayer[]>((before, placed) => {
    const last = before.at(-1)
    const { layer, output } = placed
    const exchanged = last?.layer.kind === 'activation' && layer.kind === 'pooling' && layer.mode === 'max'
    return exchanged ? [...before.slice(0, -1), placed, { ...last, input: output, output }] : [...before, placed]
  }, [])
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
      return tape.record([rows, weight, bias], build.dense(layer.name, rows, weight, bias))
    }
    case 'activation': {
      const output = tape.record([input], activation(graph, input, layer.function))
      build.activation?.(layer.name, output)
      return output
    }
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
