/**
 * The gradients of a convolution of stride 1 by minimal filters (Lavin, Gray: Fast algorithms for convolutional neural
 * networks, 2016, section 4): a picture is cut into overlapping tiles, and what were 9 or 25 multiplications for each
 * pixel and channel become 2 to 4, as matrix products over the channels, one for each point of a row of tiles.
 *
 * With outputs Aᵀ((G g) ⊙ (B d)), the gradient of the kernel is Gᵀ((A dy) ⊙ (B d)) and that of the input
 * Bᵀ((A dy) ⊙ (G g)). The forward pass stays as it is written: these sums lose some ten times as much in rounding, which
 * no gradient notices, but a maximum or a sign that is nearly a tie would.
 *
 * Values are [y, group, x, picture · channel] here, so that transforming all of them is a product of one small matrix
 * with their columns, then of one with their rows.
 */
import { type Convolution, elements } from '../../../network/layers.ts'
import type { Graph, Value } from '../graph.ts'
import { matrixProduct, reshape, side, sides, sum, transpose } from '../operations.ts'
import { type Cover, smallestCover } from './minimal-filters.ts'
import { tilesAlong } from './tiles.ts'

interface Covers {
  readonly y: Cover
  readonly x: Cover
}

/** Least factor between the multiplications of the sums as they are written and these. */
const leastSaving = 1.5

/** How tiles cover outputs of this height and width, or `undefined` where the sums as they are written are as fast. */
export function winogradCovers(height: number, width: number, size: number): Covers | undefined {
  const [y, x] = [smallestCover(height, size), smallestCover(width, size)]
  if (y === undefined || x === undefined) return undefined
  const saving = (size * height * size * width) / (y.points * y.count * x.points * x.count)
  return saving < leastSaving ? undefined : { y, x }
}

/** Of the input, the weight and the bias of what `convolution.ts` states, from the gradient that arrives at its output. */
export function winogradGradients(
  graph: Graph,
  { input, weight, arriving }: { readonly input: Value; readonly weight: Value; readonly arriving: Value },
  covers: Covers,
  { padding, groups }: Pick<Convolution, 'padding' | 'groups'>,
): [input: Value, weight: Value, bias: Value] {
  const [batch, , height, width] = sides(input)
  const [kernels, depth, size] = sides(weight)
  const share = kernels / groups
  const [, , rows, columns] = sides(arriving)
  const y = tilesAlong(graph, covers.y, { length: height, before: padding.top, size, outputs: rows })
  const x = tilesAlong(graph, covers.x, { length: width, before: padding.left, size, outputs: columns })
  /** For each point of each row of tiles a matrix, [tiles of all pictures, channels]. */
  const matrices = (value: Value, channels: number) =>
    reshape(graph, value, [y.points, y.count, groups, x.points, x.count * batch, channels])
  const joined = (value: Value, across: number, rest: number) =>
    reshape(graph, value, [y.points * y.count, groups, across, rest])

  const inputPixels = picturesByPixel(graph, input, groups)
  const outputPixels = picturesByPixel(graph, arriving, groups)
  const inputs = matrices(transform(graph, y.ofInput, x.ofInput, inputPixels), depth)
  const gradients = matrices(transform(graph, y.ofOutput, x.ofOutput, outputPixels), share)
  const kernelPoints = transform(graph, y.ofKernel, x.ofKernel, kernelsByPixel(graph, weight, groups))
  const weights = reshape(graph, kernelPoints, [y.points, 1, groups, x.points, share, depth])

  const ofInputs = joined(matrixProduct(graph, gradients, weights), x.points * x.count, batch * depth)
  const ofWeights = joined(matrixProduct(graph, gradients, inputs, { turnLeft: true }), x.points, share * depth)
  const ofPixels = transformBack(graph, y.ofInput, x.ofInput, ofInputs)
  const byChannel = reshape(graph, outputPixels, [rows, groups, columns * batch, share])
  return [
    picturesFromPixels(graph, reshape(graph, ofPixels, [height, groups, width, batch, depth])),
    kernelsFromPixels(graph, transformBack(graph, y.ofKernels, x.ofKernel, ofWeights), weight.shape),
    reshape(graph, sum(graph, byChannel, [0, 2]), [kernels]),
  ]
}

/** [picture, group · channel, y, x] → [y, group, x, picture · channel]. */
function picturesByPixel(graph: Graph, value: Value, groups: number): Value {
  const [batch, channels, height, width] = sides(value)
  const share = channels / groups
  const pixels = reshape(graph, transpose(graph, value, [2, 3, 0, 1]), [height, width * batch, groups, share])
  return reshape(graph, transpose(graph, pixels, [0, 2, 1, 3]), [height, groups, width, batch * share])
}

/** [y, group, x, picture, channel] → [picture, group · channel, y, x]. */
function picturesFromPixels(graph: Graph, value: Value): Value {
  const [height, groups, width, batch, channels] = value.shape as [number, number, number, number, number]
  const byGroup = reshape(graph, value, [height, groups, width * batch, channels])
  const pixels = reshape(graph, transpose(graph, byGroup, [0, 2, 1, 3]), [height, width, batch, groups * channels])
  return transpose(graph, pixels, [2, 3, 0, 1])
}

/** [group · out, in, y, x] → [y, group, x, out · in]. */
function kernelsByPixel(graph: Graph, weight: Value, groups: number): Value {
  const [kernels, depth, size] = sides(weight)
  const planes = reshape(graph, weight, [kernels * depth, size * size])
  const pixels = reshape(graph, transpose(graph, planes, [1, 0]), [size, size, groups, (kernels * depth) / groups])
  return transpose(graph, pixels, [0, 2, 1, 3])
}

/** [y, group, x, out · in] → kernels of this shape, [group · out, in, y, x]. */
function kernelsFromPixels(graph: Graph, value: Value, shape: readonly number[]): Value {
  const [height, groups, width, channels] = sides(value)
  const pixels = reshape(graph, transpose(graph, value, [0, 2, 1, 3]), [height * width, groups * channels])
  return reshape(graph, transpose(graph, pixels, [1, 0]), shape)
}

/** A matrix with all columns, [y, …], then one with all rows, [y, group, x, …]. */
function transform(graph: Graph, ofColumns: Value, ofRows: Value, value: Value): Value {
  return matrixProduct(graph, ofRows, columnsProduct(graph, ofColumns, value))
}

/** As `transform` with both matrices turned, from its output to its input. */
function transformBack(graph: Graph, ofColumns: Value, ofRows: Value, value: Value): Value {
  return columnsProduct(graph, ofColumns, matrixProduct(graph, ofRows, value, { turnLeft: true }), { turnLeft: true })
}

/** A matrix with all columns, [y, …]. */
function columnsProduct(graph: Graph, matrix: Value, value: Value, options: { turnLeft?: boolean } = {}): Value {
  const [height, ...rest] = value.shape as [number, ...number[]]
  const product = matrixProduct(graph, matrix, reshape(graph, value, [height, elements(rest)]), options)
  return reshape(graph, product, [side(product, 0), ...rest])
}
