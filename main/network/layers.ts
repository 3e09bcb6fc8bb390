/**
 * The layers of a network, in the order of computation, each with the shapes that go in and come out. This is the one
 * place that knows how AlexNet is built; engines, counts, initialisers and drawings all read it.
 */
import type { Activation, NetworkSpec } from './spec.ts'

/** [channels, y, x] of a picture-like value, [units] of a dense one. */
export type Shape = readonly [channels: number, height: number, width: number] | readonly [units: number]

export interface Padding {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface Convolution {
  readonly kind: 'convolution'
  readonly name: string
  readonly kernels: number
  /** Side of the square kernel, in pixels. */
  readonly size: number
  readonly stride: number
  readonly padding: Padding
  readonly groups: number
}

export interface ActivationLayer {
  readonly kind: 'activation'
  /** Of the layer whose outputs it takes. */
  readonly name: string
  readonly function: Activation
}

/** b = a / (k + α Σ a²)^β, the sum over `size` neighbouring channels (paper, section 3.3). */
export interface Lrn {
  readonly kind: 'lrn'
  readonly name: string
  readonly size: number
  readonly alpha: number
  readonly beta: 0.75
  readonly k: number
}

export interface PoolingLayer {
  readonly kind: 'pooling'
  readonly name: string
  readonly mode: 'max' | 'average'
  readonly size: number
  readonly stride: number
}

export interface Dense {
  readonly kind: 'dense'
  readonly name: string
  readonly units: number
  /** The last layer: its outputs are logits. */
  readonly output: boolean
}

export interface Dropout {
  readonly kind: 'dropout'
  /** The dense layer whose mask this applies, e.g. `fc6`. */
  readonly name: string
  readonly rate: number
}

export type Layer = Convolution | ActivationLayer | Lrn | PoolingLayer | Dense | Dropout

/** A layer where it stands: with the shape of one picture's value before and after it. */
export interface PlacedLayer<Kind extends Layer = Layer> {
  readonly layer: Kind
  readonly input: Shape
  readonly output: Shape
}

/** A network that cannot be built; the message names the layer. */
export class NetworkError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NetworkError'
  }
}

/** The layers of the network with their shapes. Throws `NetworkError` where the network cannot be built. */
export function layersOf(spec: NetworkSpec): readonly PlacedLayer[] {
  check(spec)
  let shape: Shape = [3, spec.crop, spec.crop]
  return stack(spec).map((layer) => {
    const input = shape
    shape = outputShape(layer, input)
    return { layer, input, output: shape }
  })
}

/** Whether the layer has a weight and a bias. */
export function hasParameters(placed: PlacedLayer): placed is PlacedLayer<Convolution | Dense> {
  return placed.layer.kind === 'convolution' || placed.layer.kind === 'dense'
}

/** Shapes of a layer's weight and bias, as PyTorch lays them out: [out, in/groups, y, x] or [out, in]. */
export function parameterShapes({ layer, input }: PlacedLayer<Convolution | Dense>): {
  readonly weight: readonly number[]
  readonly bias: readonly number[]
} {
  if (layer.kind === 'dense') return { weight: [layer.units, elements(input)], bias: [layer.units] }
  return { weight: [layer.kernels, input[0] / layer.groups, layer.size, layer.size], bias: [layer.kernels] }
}

/** How many numbers a value of this shape holds. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1)
}

function check(spec: NetworkSpec): void {
  if (!Number.isInteger(spec.classes) || spec.classes < 1) {
    throw new NetworkError(`A network needs at least one class; ${String(spec.classes)} is not possible.`)
  }
  if (!(spec.dropout >= 0 && spec.dropout <= 0.9)) {
    throw new NetworkError(`Dropout is a share from 0 to 0.9; ${String(spec.dropout)} is not possible.`)
  }
  if (!(spec.width > 0 && spec.width <= 4)) {
    throw new NetworkError(`The width multiplier lies above 0 and up to 4; ${String(spec.width)} is not possible.`)
  }
  if (!Number.isInteger(spec.crop) || spec.crop < 1 || spec.crop > 512) {
    throw new NetworkError(`The crop is a whole number of pixels up to 512; ${String(spec.crop)} is not possible.`)
  }
}

function stack(spec: NetworkSpec): readonly Layer[] {
  switch (spec.architecture) {
    case 'alexnet':
      return alexnet(spec)
    case 'torchvision':
      return torchvision(spec)
    case 'lenet':
      return lenet(spec)
    default:
      return spec.architecture satisfies never
  }
}

/** Paper, section 3.5 and figure 2; padding of conv1 so that 224 gives 55. */
function alexnet(spec: NetworkSpec): readonly Layer[] {
  const conv1Padding = { top: 1, left: 1, bottom: 2, right: 2 }
  const [fc6, fc7] = [hidden(spec, 'fc6', 4096), hidden(spec, 'fc7', 4096)]
  return [
    ...convolutions(spec, [96, 256, 384, 384, 256], conv1Padding),
    ...fc6,
    dropout('fc6', spec),
    ...fc7,
    dropout('fc7', spec),
    output('fc8', spec),
  ]
}

/**
 * Krizhevsky: One weird trick for parallelizing convolutional neural networks (2014), as torchvision builds it: other
 * widths, and dropout before the dense layers instead of after them.
 */
function torchvision(spec: NetworkSpec): readonly Layer[] {
  return [
    ...convolutions(spec, [64, 192, 384, 256, 256], around(2)),
    dropout('fc6', spec),
    ...hidden(spec, 'fc6', 4096),
    dropout('fc7', spec),
    ...hidden(spec, 'fc7', 4096),
    output('fc8', spec),
  ]
}

/** LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition (1998), figure 2. */
function lenet(spec: NetworkSpec): readonly Layer[] {
  const window = spec.pooling === 'overlapping' ? 3 : 2
  return [
    convolution('conv1', scaled(6, spec), 5, 1, around(2)),
    activation('conv1', spec),
    pooling('pool1', spec, window),
    convolution('conv2', scaled(16, spec), 5, 1, around(0), spec.groups),
    activation('conv2', spec),
    pooling('pool2', spec, window),
    ...hidden(spec, 'fc3', 120),
    dropout('fc3', spec),
    ...hidden(spec, 'fc4', 84),
    dropout('fc4', spec),
    output('fc5', spec),
  ]
}

/** The five convolutions that AlexNet's forms share but for their kernels and the padding of the first. */
function convolutions(
  spec: NetworkSpec,
  kernels: readonly [number, number, number, number, number],
  conv1Padding: Padding,
): readonly Layer[] {
  const [one, two, three, four, five] = kernels
  const window = spec.pooling === 'disjoint' ? 2 : 3
  return [
    convolution('conv1', scaled(one, spec), 11, 4, conv1Padding),
    activation('conv1', spec),
    ...lrn('lrn1', spec),
    pooling('pool1', spec, window),
    convolution('conv2', scaled(two, spec), 5, 1, around(2), spec.groups),
    activation('conv2', spec),
    ...lrn('lrn2', spec),
    pooling('pool2', spec, window),
    convolution('conv3', scaled(three, spec), 3, 1, around(1)),
    activation('conv3', spec),
    convolution('conv4', scaled(four, spec), 3, 1, around(1), spec.groups),
    activation('conv4', spec),
    convolution('conv5', scaled(five, spec), 3, 1, around(1), spec.groups),
    activation('conv5', spec),
    pooling('pool5', spec, window),
  ]
}

function hidden(spec: NetworkSpec, name: string, units: number): readonly Layer[] {
  return [{ kind: 'dense', name, units: scaled(units, spec), output: false }, activation(name, spec)]
}

function output(name: string, spec: NetworkSpec): Dense {
  return { kind: 'dense', name, units: spec.classes, output: true }
}

function activation(name: string, spec: NetworkSpec): ActivationLayer {
  return { kind: 'activation', name, function: spec.activation }
}

function lrn(name: string, spec: NetworkSpec): readonly Lrn[] {
  return spec.lrn ? [{ kind: 'lrn', name, size: 5, alpha: 1e-4, beta: 0.75, k: 2 }] : []
}

function pooling(name: string, spec: NetworkSpec, size: number): PoolingLayer {
  return { kind: 'pooling', name, mode: spec.pooling === 'average' ? 'average' : 'max', size, stride: 2 }
}

function dropout(name: string, spec: NetworkSpec): Dropout {
  return { kind: 'dropout', name, rate: spec.dropout }
}

/** A width of the published network times the spec's multiplier. */
function scaled(units: number, spec: NetworkSpec): number {
  return Math.max(1, Math.round(units * spec.width))
}

function convolution(
  name: string,
  kernels: number,
  size: number,
  stride: number,
  padding: Padding,
  groups: 1 | 2 = 1,
): Convolution {
  return { kind: 'convolution', name, kernels, size, stride, padding, groups }
}

function around(pixels: number): Padding {
  return { top: pixels, left: pixels, bottom: pixels, right: pixels }
}

function outputShape(layer: Layer, input: Shape): Shape {
  switch (layer.kind) {
    case 'convolution': {
      const [channels, height, width] = picture(layer.name, input)
      if (channels % layer.groups !== 0 || layer.kernels % layer.groups !== 0) {
        throw new NetworkError(
          `${layer.name} cannot be split in ${String(layer.groups)} groups: ${String(channels)} channels and ${String(layer.kernels)} kernels do not divide evenly. Choose groups 1 or another width.`,
        )
      }
      const { top, left, bottom, right } = layer.padding
      const y = windows(layer.name, height + top + bottom, layer.size, layer.stride)
      const x = windows(layer.name, width + left + right, layer.size, layer.stride)
      return [layer.kernels, y, x]
    }
    case 'pooling': {
      const [channels, height, width] = picture(layer.name, input)
      const { name, size, stride } = layer
      return [channels, windows(name, height, size, stride), windows(name, width, size, stride)]
    }
    case 'dense':
      return [layer.units]
    case 'activation':
    case 'lrn':
    case 'dropout':
      return input
    default:
      return layer satisfies never
  }
}

function picture(name: string, shape: Shape): readonly [number, number, number] {
  if (shape.length !== 3) throw new NetworkError(`${name} needs a picture, not a row of ${String(shape[0])} units.`)
  return shape
}

/** How often a window of `size` fits when moved by `stride`. */
function windows(name: string, side: number, size: number, stride: number): number {
  if (side < size) {
    throw new NetworkError(
      `${name} needs at least ${String(size)} pixels and gets ${String(side)}: the crop is too small. Choose a larger crop.`,
    )
  }
  return Math.floor((side - size) / stride) + 1
}
