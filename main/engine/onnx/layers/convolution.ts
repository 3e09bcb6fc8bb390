/** Convolution of stride 1 with its gradients; `fold.ts` makes it of any other. Weights are [out, in/groups, y, x]. */
import type { Convolution, Padding } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import { pad, reshape, side, sides, slice, transpose } from '../operations.ts'
import type { Platform } from '../platform.ts'
import type { Differentiable } from '../tape.ts'
import { blockedConvolution, blockKernels, canBlock } from './blocked.ts'
import { parameterGradients } from './parameter-gradients.ts'
import { winogradCovers, winogradGradients } from './winograd.ts'

export interface ConvolutionOptions extends Pick<Convolution, 'padding' | 'groups'> {
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
  const output = correlate(graph, input, weight, bias, options)
  return {
    output,
    gradient(arriving, [wantsInput]) {
      const ofParameters = () => parameterGradients(graph, input, arriving, weight.shape, options)
      if (wantsInput !== true) return [undefined, ...ofParameters()]
      const [, , height, width] = sides(output)
      const covers = options.platform.provider === 'cpu' ? winogradCovers(height, width, side(weight, 2)) : undefined
      if (covers !== undefined) return winogradGradients(graph, { input, weight, arriving }, covers, options)
      return [inputGradient(graph, arriving, weight, options), ...ofParameters()]
    },
  }
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
    const kernels = blockKernels(graph, weight, blockSize)
    return blockedConvolution(graph, input, kernels, bias, shape, { padding, groups })
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
  const { groups } = options
  const [kernels, depth, size] = sides(weight)
  const reach = (pixels: number) => size - 1 - pixels
  const { top, left, bottom, right } = options.padding
  const padding = { top: reach(top), left: reach(left), bottom: reach(bottom), right: reach(right) }
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
  return correlate(graph, outputGradient, exchanged, undefined, { ...options, padding })
}

/** [batch, out, y, x] of a correlation of stride 1. */
function correlationShape(input: Value, weight: Value, { top, left, bottom, right }: Padding): readonly number[] {
  const [batch, , height, width] = sides(input)
  const [kernels, , size] = sides(weight)
  return [batch, kernels, height + top + bottom - size + 1, width + left + right - size + 1]
}
