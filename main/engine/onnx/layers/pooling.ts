/** Max-pooling and average pooling with their gradients. */
import type { PoolingLayer } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import { reshape, side } from '../operations.ts'
import type { Differentiable } from '../tape.ts'

export function pooling(graph: Graph, input: Value, { mode, size, stride }: PoolingLayer): Differentiable {
  return mode === 'max' ? maxPooling(graph, input, size, stride) : averagePooling(graph, input, size, stride)
}

/** The gradient goes to where the maximum was: the operator tells the place of each. */
function maxPooling(graph: Graph, input: Value, size: number, stride: number): Differentiable {
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
  const count = shape.reduce((product, length) => product * length, 1)
  const zeros = graph.add('ConstantOfShape', [graph.integers([count])], { shape: [count] })
  const flat = (of: Value) => reshape(graph, of, [of.shape.reduce((product, length) => product * length, 1)])
  const scattered = graph.add(
    'ScatterElements',
    [zeros, flat(places), flat(value)],
    { shape: [count] },
    { attributes: { axis: 0, reduction: 'add' } },
  )
  return reshape(graph, scattered, shape)
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
        graph.add('ConvTranspose', [arriving, kernel], { shape: input.shape }, {
          attributes: { ...attributes, group: channels, output_padding: [rest(2), rest(3)] },
        }),
      ]
    },
  }
}

function pooledShape(input: Value, size: number, stride: number): readonly number[] {
  const windows = (length: number) => Math.floor((length - size) / stride) + 1
  return [side(input, 0), side(input, 1), windows(side(input, 2)), windows(side(input, 3))]
}
