/** Max-pooling and average pooling with their gradients. */
import { elements, type PoolingLayer } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import {
  add,
  concatenate,
  equal,
  multiply,
  pad,
  reshape,
  side,
  sides,
  slice,
  subtract,
  transpose,
} from '../operations.ts'
import type { Differentiable } from '../tape.ts'

/** `tellsPlaces`: whether the device's operator can tell where each maximum was. */
export function pooling(
  graph: Graph,
  input: Value,
  { mode, size, stride }: PoolingLayer,
  tellsPlaces: boolean,
): Differentiable {
  if (mode === 'average') return averagePooling(graph, input, size, stride)
  return tellsPlaces ? maxPoolingByPlace(graph, input, size, stride) : maxPoolingByValue(graph, input, size, stride)
}

/** The gradient goes to where the maximum was: the operator tells the place of each. */
function maxPoolingByPlace(graph: Graph, input: Value, size: number, stride: number): Differentiable {
  const shape = pooledShape(input, size, stride)
  const [output, places] = graph.addMany('MaxPool', [input], [{ shape }, { shape, type: 'int64' }], {
    attributes: { kernel_shape: [size, size], strides: [stride, stride] },
  })
  return {
    output: output!,
    gradient: (arriving) => [scatter(graph, arriving, places!, input.shape)],
  }
}

/** Zeros of this shape with each element added at its place, counted over the whole tensor. */
function scatter(graph: Graph, value: Value, places: Value, shape: readonly number[]): Value {
  const count = elements(shape)
  const zeros = graph.add('ConstantOfShape', [graph.integers([count])], { shape: [count] })
  const flat = (of: Value) => reshape(graph, of, [elements(of.shape)])
  const scattered = graph.add(
    'ScatterElements',
    [zeros, flat(places), flat(value)],
    { shape: [count] },
    { attributes: { axis: 0, reduction: 'add' } },
  )
  return reshape(graph, scattered, shape)
}

/**
 * The gradient goes to the first element, row by row, that equals the maximum of its window: the same place that an
 * operator would tell. Several equal it wherever a picture is of one colour.
 *
 * For each of the size² offsets in a window, the elements there, one a window, are a grid of their own. Offsets that
 * differ by the stride fall on the same elements, one window on; those are added, and the stride² sums interlaced.
 */
function maxPoolingByValue(graph: Graph, input: Value, size: number, stride: number): Differentiable {
  const shape = pooledShape(input, size, stride)
  const [, , rows, columns] = shape as [number, number, number, number]
  const attributes = { kernel_shape: [size, size], strides: [stride, stride] }
  const output = graph.add('MaxPool', [input], { shape }, { attributes })
  const planeSide = (axis: number) => Math.ceil(side(input, axis) / stride)
  const offsets = Array.from({ length: size * size }, (_, index) => ({ y: Math.floor(index / size), x: index % size }))
  const elementsAt = ({ y, x }: Offset) =>
    slice(graph, input, [
      { axis: 2, start: y, end: y + (rows - 1) * stride + 1, step: stride },
      { axis: 3, start: x, end: x + (columns - 1) * stride + 1, step: stride },
    ])
  /** What each offset gets of the arriving gradient, [batch, channel, rows, columns] each. */
  const shares = (arriving: Value) => {
    let left = arriving
    return offsets.map((offset) => {
      const share = multiply(graph, equal(graph, elementsAt(offset), output), left)
      left = subtract(graph, left, share)
      return share
    })
  }
  const atPlace = (share: Value, { y, x }: Offset) => {
    const [down, right] = [Math.floor(y / stride), Math.floor(x / stride)]
    const after = [planeSide(2) - rows - down, planeSide(3) - columns - right] as const
    return pad(graph, share, [0, 0, down, right], [0, 0, ...after])
  }
  return {
    output,
    gradient(arriving) {
      const placed = shares(arriving).map((share, index) => atPlace(share, offsets[index]!))
      const planes = Array.from({ length: stride * stride }, (_, plane) =>
        placed
          .filter((_, index) => planeOf(offsets[index]!, stride) === plane)
          .reduce((sum, next) => add(graph, sum, next)),
      )
      return [interlace(graph, planes, stride, input.shape)]
    },
  }
}

interface Offset {
  readonly y: number
  readonly x: number
}

function planeOf({ y, x }: Offset, stride: number): number {
  return (y % stride) * stride + (x % stride)
}

/** stride² planes [batch, channel, y, x] become one picture in which each has every stride-th row and column. */
function interlace(graph: Graph, planes: readonly Value[], stride: number, shape: readonly number[]): Value {
  const [batch, channels, height, width] = sides(planes[0]!)
  const stacked = concatenate(graph, planes, 1)
  const apart = reshape(graph, stacked, [batch, stride, stride, channels, height, width])
  const woven = reshape(graph, transpose(graph, apart, [0, 3, 4, 1, 5, 2]), [
    batch,
    channels,
    height * stride,
    width * stride,
  ])
  return slice(graph, woven, [
    { axis: 2, start: 0, end: shape[2]! },
    { axis: 3, start: 0, end: shape[3]! },
  ])
}

/** The gradient of a mean over a window goes to all its elements alike: a transposed convolution, channel by channel. */
function averagePooling(graph: Graph, input: Value, size: number, stride: number): Differentiable {
  const shape = pooledShape(input, size, stride)
  const attributes = { kernel_shape: [size, size], strides: [stride, stride] }
  return {
    output: graph.add('AveragePool', [input], { shape }, { attributes }),
    gradient(arriving) {
      const channels = side(input, 1)
      const kernel = graph.constant(
        [channels, 1, size, size],
        new Float32Array(channels * size * size).fill(1 / (size * size)),
      )
      const rest = (axis: number) => side(input, axis) - ((side(arriving, axis) - 1) * stride + size)
      return [
        graph.add(
          'ConvTranspose',
          [arriving, kernel],
          { shape: input.shape },
          {
            attributes: { ...attributes, group: channels, output_padding: [rest(2), rest(3)] },
          },
        ),
      ]
    },
  }
}

function pooledShape(input: Value, size: number, stride: number): readonly number[] {
  const windows = (length: number) => Math.floor((length - size) / stride) + 1
  return [side(input, 0), side(input, 1), windows(side(input, 2)), windows(side(input, 3))]
}
