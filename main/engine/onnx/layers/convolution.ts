/**
 * Convolution of stride 1 with its gradients, and the folding that turns any other stride into it. Weights are
 * [out, in/groups, y, x].
 */
import type { Padding } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import {
  concatenate,
  gather,
  matrixProduct,
  pad,
  reshape,
  side,
  slice,
  sum,
  toChannelsLast,
  toPlanes,
  transpose,
} from '../operations.ts'
import type { Platform } from '../platform.ts'
import type { Differentiable } from '../tape.ts'
import { blockedConvolution, canBlock } from './blocked.ts'

export interface ConvolutionOptions {
  readonly padding: Padding
  readonly groups: number
  readonly platform: Platform
}

/** Correlates [batch, in, y, x] with the kernels and adds the bias: stride 1. */
export function convolution(
  graph: Graph,
  input: Value,
  weight: Value,
  bias: Value,
  options: ConvolutionOptions,
): Differentiable {
  return {
    output: correlate(graph, input, weight, bias, options),
    gradient(outputGradient, [wantsInput]) {
      return [
        wantsInput === true ? inputGradient(graph, outputGradient, weight, options) : undefined,
        ...parameterGradients(graph, input, outputGradient, weight.shape, options),
      ]
    },
  }
}

/**
 * Splits each block × block square of pixels into channels: [n, c, y, x] → [n, c·block², y/block, x/block]. A
 * convolution with this stride then has stride 1, when picture and kernel are both folded: the same sums, and far faster
 * where there are few channels. `before` and `after` are pixels of zeros; after may be negative where pixels are unused.
 */
export function fold(graph: Graph, value: Value, block: number, before: Border, after: Border): Differentiable {
  const pixels = toChannelsLast(graph, value)
  const [count, height, width, channels] = sides(pixels)
  const [unused, missing] = [clip(after, -1), clip(after, 1)]
  const used = slice(graph, pixels, [
    { axis: 1, start: 0, end: height - unused.y },
    { axis: 2, start: 0, end: width - unused.x },
  ])
  const padded = pad(graph, used, [0, before.y, before.x, 0], [0, missing.y, missing.x, 0])
  const [, paddedHeight, paddedWidth] = sides(padded)
  const [rows, columns] = [paddedHeight / block, paddedWidth / block]
  const apart = reshape(graph, padded, [count, rows, block, columns, block, channels])
  const folded = reshape(graph, transpose(graph, apart, [0, 1, 3, 2, 4, 5]), [
    count,
    rows,
    columns,
    block * block * channels,
  ])
  return {
    output: toPlanes(graph, folded),
    gradient(arriving) {
      const apart = reshape(graph, toChannelsLast(graph, arriving), [count, rows, columns, block, block, channels])
      const padded = reshape(graph, transpose(graph, apart, [0, 1, 3, 2, 4, 5]), [
        count,
        paddedHeight,
        paddedWidth,
        channels,
      ])
      const unpadded = slice(graph, padded, [
        { axis: 1, start: before.y, end: before.y + height - unused.y },
        { axis: 2, start: before.x, end: before.x + width - unused.x },
      ])
      return [toPlanes(graph, pad(graph, unpadded, [0, 0, 0, 0], [0, unused.y, unused.x, 0]))]
    },
  }
}

/** The part of a border of this sign, as pixels. */
function clip({ y, x }: Border, sign: 1 | -1): Border {
  return { y: Math.max(0, sign * y), x: Math.max(0, sign * x) }
}

export interface Border {
  readonly y: number
  readonly x: number
}

/** The sums of a convolution, by ONNX's operator or by the processor's blocked one. */
function correlate(
  graph: Graph,
  input: Value,
  weight: Value,
  bias: Value | undefined,
  { padding, groups, platform: { provider, blockSize } }: ConvolutionOptions,
): Value {
  const shape = correlationShape(input, weight, padding)
  if (blockSize !== null && canBlock(weight, groups, blockSize)) {
    return blockedConvolution(graph, input, weight, bias, shape, { padding, groups, blockSize })
  }
  const missing = provider === 'webgpu' && groups === 1 ? missingChannels(side(input, 1)) : 0
  const operands = [input, weight].map((value) => pad(graph, value, [0, 0, 0, 0], [0, missing, 0, 0]))
  const inputs = bias === undefined ? operands : [...operands, bias]
  const { top, left, bottom, right } = padding
  return graph.add('Conv', inputs, { shape }, { attributes: { pads: [top, left, bottom, right], group: groups } })
}

/**
 * ONNX Runtime 1.30 computes wrong sums on WebGPU where the channels divide by 3 but not by 4 and are more than 3;
 * channels of zeros up to a multiple of 4 avoid that.
 */
function missingChannels(channels: number): number {
  return channels > 3 && channels % 3 === 0 && channels % 4 !== 0 ? 4 - (channels % 4) : 0
}

/** Each output pixel hands its gradient back through the kernels, turned by 180° and with in and out exchanged. */
function inputGradient(graph: Graph, outputGradient: Value, weight: Value, options: ConvolutionOptions): Value {
  const { padding, groups } = options
  const [kernels, depth, size] = sides(weight)
  const turned = slice(graph, weight, [
    { axis: 2, start: size - 1, end: -1, step: -1 },
    { axis: 3, start: size - 1, end: -1, step: -1 },
  ])
  const grouped = reshape(graph, turned, [groups, kernels / groups, depth, size, size])
  const exchanged = reshape(graph, transpose(graph, grouped, [0, 2, 1, 3, 4]), [
    groups * depth,
    kernels / groups,
    size,
    size,
  ])
  const reach = (pixels: number) => size - 1 - pixels
  return correlate(graph, outputGradient, exchanged, undefined, {
    ...options,
    padding: {
      top: reach(padding.top),
      left: reach(padding.left),
      bottom: reach(padding.bottom),
      right: reach(padding.right),
    },
  })
}

/**
 * For each row of the kernel, the input pixels at each of its offsets are gathered beside one another,
 * [batch·pixels, size·in], and one product with all output gradients [out, batch·pixels] sums over the whole batch. A
 * row at a time keeps the copies small; a gather runs on all threads, where slices would run on one.
 */
function parameterGradients(
  graph: Graph,
  input: Value,
  outputGradient: Value,
  [, depth = 0, size = 0]: readonly number[],
  { padding: { top, left, bottom, right }, groups }: ConvolutionOptions,
): [weight: Value, bias: Value] {
  const [batch, kernels, height, width] = sides(outputGradient)
  const gradients = reshape(graph, transpose(graph, outputGradient, [1, 0, 2, 3]), [kernels, batch * height * width])
  const padded = pad(graph, toChannelsLast(graph, input), [0, top, left, 0], [0, bottom, right, 0])
  const [, paddedHeight, paddedWidth, channels] = sides(padded)
  const pixels = reshape(graph, padded, [batch, paddedHeight * paddedWidth, channels])
  const share = kernels / groups
  const ofGroup = (group: number) => {
    const rows = part(graph, gradients, 0, group * share, share)
    const columns = part(graph, pixels, 2, group * depth, depth)
    const kernelRows = Array.from({ length: size }, (_, y) => {
      const windows = gather(graph, columns, 1, offsets(y * paddedWidth, { height, width, size, paddedWidth }))
      const product = matrixProduct(graph, rows, reshape(graph, windows, [batch * height * width, size * depth]))
      return reshape(graph, product, [share, 1, size, depth])
    })
    return concatenate(graph, kernelRows, 1)
  }
  const weight = concatenate(
    graph,
    Array.from({ length: groups }, (_, group) => ofGroup(group)),
    0,
  )
  return [toPlanes(graph, weight), sum(graph, gradients, [1])]
}

/** Places of the pixels under one row of the kernel, from the top left of each window: [height·width·size]. */
function offsets(
  first: number,
  { height, width, size, paddedWidth }: { height: number; width: number; size: number; paddedWidth: number },
): Int32Array {
  return Int32Array.from({ length: height * width * size }, (_, index) => {
    const [window, x] = [Math.floor(index / size), index % size]
    return first + Math.floor(window / width) * paddedWidth + (window % width) + x
  })
}

/** `length` elements of an axis from `start`; the value itself where that is all. */
function part(graph: Graph, value: Value, axis: number, start: number, length: number): Value {
  return length === side(value, axis) ? value : slice(graph, value, [{ axis, start, end: start + length }])
}

/** [batch, out, y, x] of a correlation of stride 1. */
function correlationShape(input: Value, weight: Value, { top, left, bottom, right }: Padding): readonly number[] {
  const [batch, , height, width] = sides(input)
  const [kernels, , size] = sides(weight)
  return [batch, kernels, height + top + bottom - size + 1, width + left + right - size + 1]
}

function sides(value: Value): readonly [number, number, number, number] {
  return [side(value, 0), side(value, 1), side(value, 2), side(value, 3)]
}
