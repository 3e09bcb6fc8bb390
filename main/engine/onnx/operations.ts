/**
 * The ONNX operators that the networks need, each as a function that adds a node and says the shape that comes out.
 * Picture-like values are [batch, channel, y, x] unless a name says otherwise.
 */
import { elements } from '../../network/layers.ts'
import type { Graph, Value } from './graph.ts'

type Elementwise = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Min'
type Unary = 'Relu' | 'Sigmoid' | 'Tanh' | 'Sqrt' | 'Exp' | 'Log' | 'Neg'

export function elementwise(graph: Graph, operator: Elementwise, left: Value, right: Value): Value {
  return graph.add(operator, [left, right], { shape: broadcast(left.shape, right.shape), type: left.type })
}

export const add = (graph: Graph, left: Value, right: Value) => elementwise(graph, 'Add', left, right)
export const subtract = (graph: Graph, left: Value, right: Value) => elementwise(graph, 'Sub', left, right)
export const multiply = (graph: Graph, left: Value, right: Value) => elementwise(graph, 'Mul', left, right)
export const minimum = (graph: Graph, left: Value, right: Value) => elementwise(graph, 'Min', left, right)
export const divide = (graph: Graph, left: Value, right: Value) => elementwise(graph, 'Div', left, right)

export function unary(graph: Graph, operator: Unary, value: Value): Value {
  return graph.add(operator, [value], { shape: value.shape })
}

export function cast(graph: Graph, value: Value, type: 'float32' | 'int32'): Value {
  return graph.add('Cast', [value], { shape: value.shape, type }, { attributes: { to: type === 'float32' ? 1 : 6 } })
}

/** 1 where the elements are equal, else 0, as floats. */
export function equal(graph: Graph, left: Value, right: Value): Value {
  const shape = broadcast(left.shape, right.shape)
  return cast(graph, graph.add('Equal', [left, right], { shape, type: 'bool' }), 'float32')
}

/** 1 where the element is above 0, else 0, as floats. */
export function positive(graph: Graph, value: Value): Value {
  return cast(graph, graph.add('Greater', [value, graph.scalar(0)], { shape: value.shape, type: 'bool' }), 'float32')
}

/** `value` where `condition` is above the bound, else 0. */
export function whereAbove(graph: Graph, condition: Value, bound: number, value: Value): Value {
  const mask = graph.add('Greater', [condition, graph.scalar(bound)], { shape: condition.shape, type: 'bool' })
  return graph.add('Where', [mask, value, graph.scalar(0)], { shape: value.shape })
}

export function reshape(graph: Graph, value: Value, shape: readonly number[]): Value {
  return graph.add('Reshape', [value, graph.integers(shape)], { shape, type: value.type })
}

/** The axes in another order; turning a value back gives the value that it was. */
export function transpose(graph: Graph, value: Value, order: readonly number[]): Value {
  const origin = graph.originOf(value)
  if (origin !== undefined && order.every((axis, index) => origin.order[axis] === index)) return origin.source
  return graph.remember(turn(graph, value, order), { source: value, order })
}

/** With no work where only axes of one element move, and by rows and columns where the first axes become the last. */
function turn(graph: Graph, value: Value, order: readonly number[]): Value {
  const shape = order.map((axis) => side(value, axis))
  const moved = order.filter((axis) => side(value, axis) > 1)
  if (moved.every((axis, index) => index === 0 || axis > moved[index - 1]!)) return reshape(graph, value, shape)
  const first = order[0]!
  const rotated = order.length > 2 && order.every((axis, index) => axis === (first + index) % order.length)
  if (!rotated) return graph.add('Transpose', [value], { shape, type: value.type }, { attributes: { perm: order } })
  const rows = reshape(graph, value, [elements(value.shape.slice(0, first)), elements(value.shape.slice(first))])
  return reshape(graph, transpose(graph, rows, [1, 0]), shape)
}

/** [batch, channel, y, x] → [batch, y, x, channel]. */
export function toChannelsLast(graph: Graph, value: Value): Value {
  return transpose(graph, value, [0, 2, 3, 1])
}

/** [batch, y, x, channel] → [batch, channel, y, x]. */
export function toPlanes(graph: Graph, value: Value): Value {
  return transpose(graph, value, [0, 3, 1, 2])
}

/** Picks along an axis by constant indices; an index row takes the axis's place. */
export function gather(graph: Graph, value: Value, axis: number, indices: Int32Array): Value {
  const shape = value.shape.with(axis, indices.length)
  return graph.add('Gather', [value, graph.constant([indices.length], indices)], { shape }, { attributes: { axis } })
}

/** One cut along an axis: from `start` up to `end`, exclusive; a step of −1 from the last to the first turns it round. */
export interface Cut {
  readonly axis: number
  readonly start: number
  readonly end: number
  readonly step?: number
}

/** The part inside all cuts; the value itself where they take everything as it is. */
export function slice(graph: Graph, value: Value, cuts: readonly Cut[]): Value {
  if (cuts.every(({ axis, start, end, step = 1 }) => start === 0 && end === side(value, axis) && step === 1))
    return value
  const shape = [...value.shape]
  for (const { axis, start, end, step = 1 } of cuts) shape[axis] = Math.ceil((end - start) / step)
  const column = (pick: (cut: Cut) => number) => graph.integers(cuts.map(pick))
  const starts = column(({ start }) => start)
  // Before the first element: ONNX counts −1 as the last one, so the lowest number there is stands for it.
  const ends = column(({ end }) => (end < 0 ? -(2 ** 31) : end))
  const inputs = [value, starts, ends, column(({ axis }) => axis), column(({ step = 1 }) => step)]
  return graph.add('Slice', inputs, { shape, type: value.type })
}

/** `length` elements of an axis from a place that is known when the graph runs, int64 [1]. */
export function sliceFrom(graph: Graph, value: Value, axis: number, start: Value, length: number): Value {
  const end = add(graph, start, graph.integers([length]))
  const shape = value.shape.with(axis, length)
  return graph.add('Slice', [value, start, end, graph.integers([axis])], { shape, type: value.type })
}

/** Zeros before and after, by axis. */
export function pad(graph: Graph, value: Value, before: readonly number[], after: readonly number[]): Value {
  if ([...before, ...after].every((pixels) => pixels === 0)) return value
  const shape = value.shape.map((length, axis) => length + before[axis]! + after[axis]!)
  return graph.add('Pad', [value, graph.integers([...before, ...after])], { shape, type: value.type })
}

export function concatenate(graph: Graph, values: readonly Value[], axis: number): Value {
  if (values.length === 1) return values[0]!
  const shape = [...values[0]!.shape]
  shape[axis] = values.reduce((sum, value) => sum + side(value, axis), 0)
  return graph.add('Concat', values, { shape }, { attributes: { axis } })
}

export function sum(graph: Graph, value: Value, axes: readonly number[]): Value {
  const shape = value.shape.filter((_, axis) => !axes.includes(axis))
  return graph.add('ReduceSum', [value, graph.integers(axes)], { shape }, { attributes: { keepdims: 0 } })
}

/** Matrix product over the last two axes, the left one turned where said; the axes before them go by NumPy's rule. */
export function matrixProduct(graph: Graph, left: Value, right: Value, { turnLeft = false } = {}): Value {
  const batch = broadcast(left.shape.slice(0, -2), right.shape.slice(0, -2))
  const shape = [...batch, left.shape.at(turnLeft ? -1 : -2)!, right.shape.at(-1)!]
  if (!turnLeft) return graph.add('MatMul', [left, right], { shape })
  return graph.add('FusedMatMul', [left, right], { shape }, { domain: 'com.microsoft', attributes: { transA: 1 } })
}

/** left · right (+ addend), each turned where said. */
export function gemm(
  graph: Graph,
  left: Value,
  right: Value,
  { turnLeft = false, turnRight = false, addend }: { turnLeft?: boolean; turnRight?: boolean; addend?: Value } = {},
): Value {
  const shape = [side(left, turnLeft ? 1 : 0), side(right, turnRight ? 0 : 1)]
  const inputs = addend === undefined ? [left, right] : [left, right, addend]
  const attributes = { transA: turnLeft ? 1 : 0, transB: turnRight ? 1 : 0 }
  return graph.add('Gemm', inputs, { shape }, { attributes })
}

export function side(value: Value, axis: number): number {
  const length = value.shape[axis]
  if (length === undefined) throw new RangeError(`${value.name} has no axis ${String(axis)}.`)
  return length
}

/** The four sides of a picture-like value. */
export function sides(value: Value): readonly [number, number, number, number] {
  return [side(value, 0), side(value, 1), side(value, 2), side(value, 3)]
}

/** The shape of an elementwise result (NumPy's rule). */
function broadcast(left: readonly number[], right: readonly number[]): readonly number[] {
  const rank = Math.max(left.length, right.length)
  return Array.from({ length: rank }, (_, axis) => {
    const a = left[axis - rank + left.length] ?? 1
    const b = right[axis - rank + right.length] ?? 1
    return a === 1 ? b : a
  })
}
