/**
 * Convolution of stride 1 with its gradients, and the folding that turns any other stride into it. Weights are
 * [out, in/groups, y, x].
 */
import type { Padding } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import { concatenate, type Cut, matrixProduct, pad, reshape, side, slice, sum, transpose } from '../operations.ts'
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
  const [count, channels, height, width] = sides(value)
  const used = slice(graph, value, [
    { axis: 2, start: 0, end: height + Math.min(after.y, 0) },
    { axis: 3, start: 0, end: width + Math.min(after.x, 0) },
  ])
  const padded = pad(graph, used, [0, 0, before.y, before.x], [0, 0, Math.max(after.y, 0), Math.max(after.x, 0)])
  const [, , paddedHeight, paddedWidth] = sides(padded)
  const blocks = [paddedHeight / block, paddedWidth / block] as const
  const apart = reshape(graph, padded, [count, channels, blocks[0], block, blocks[1], block])
  const turned = transpose(graph, apart, [0, 1, 3, 5, 2, 4])
  return {
    output: reshape(graph, turned, [count, channels * block * block, ...blocks]),
    gradient(outputGradient) {
      const turned = reshape(graph, outputGradient, [count, channels, block, block, ...blocks])
      const apart = transpose(graph, turned, [0, 1, 4, 2, 5, 3])
      const padded = reshape(graph, apart, [count, channels, paddedHeight, paddedWidth])
      const cuts: Cut[] = [
        { axis: 2, start: before.y, end: before.y + height + Math.min(after.y, 0) },
        { axis: 3, start: before.x, end: before.x + width + Math.min(after.x, 0) },
      ]
      const unpadded = slice(graph, padded, cuts)
      return [pad(graph, unpadded, [0, 0, 0, 0], [0, 0, Math.max(-after.y, 0), Math.max(-after.x, 0)])]
    },
  }
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
  const exchanged = reshape(graph, transpose(graph, grouped, [0, 2, 1, 3, 4]), [groups * depth, kernels / groups, size, size])
  const reach = (pixels: number) => size - 1 - pixels
  return correlate(graph, outputGradient, exchanged, undefined, {
    ...options,
    padding: { top: reach(padding.top), left: reach(padding.left), bottom: reach(padding.bottom), right: reach(padding.right) },
  })
}

/**
 * For each of the size² offsets, one product of all output gradients [out, batch·pixels] with the input pixels at that
 * offset [batch·pixels, in]: the long sums run inside fast matrix products, and no columns are gathered.
 */
function parameterGradients(
  graph: Graph,
  input: Value,
  outputGradient: Value,
  [, depth, size]: readonly number[],
  { padding, groups }: ConvolutionOptions,
): [weight: Value, bias: Value] {
  const [batch, kernels, height, width] = sides(outputGradient)
  const pixels = batch * height * width
  const rows = reshape(graph, transpose(graph, outputGradient, [1, 0, 2, 3]), [kernels, pixels])
  const channelsLast = pad(
    graph,
    transpose(graph, input, [0, 2, 3, 1]),
    [0, padding.top, padding.left, 0],
    [0, padding.bottom, padding.right, 0],
  )
  const groupGradient = (group: number) => {
    const share = kernels / groups
    const gradients = groups === 1 ? rows : slice(graph, rows, [{ axis: 0, start: group * share, end: (group + 1) * share }])
    const offsets = Array.from({ length: size! * size! }, (_, offset) => {
      const [y, x] = [Math.floor(offset / size!), offset % size!]
      const window = slice(graph, channelsLast, [
        { axis: 1, start: y, end: y + height },
        { axis: 2, start: x, end: x + width },
        ...(groups === 1 ? [] : [{ axis: 3, start: group * depth!, end: (group + 1) * depth! }]),
      ])
      const product = matrixProduct(graph, gradients, reshape(graph, window, [pixels, depth!]))
      return reshape(graph, product, [share, depth!, 1])
    })
    return concatenate(graph, offsets, 2)
  }
  const groupGradients = Array.from({ length: groups }, (_, group) => groupGradient(group))
  const weight = groups === 1 ? groupGradients[0]! : concatenate(graph, groupGradients, 0)
  return [reshape(graph, weight, [kernels, depth!, size!, size!]), sum(graph, rows, [1])]
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
