/** Transposes, of which the graph writes some as other operators, or not at all. */
import { describe, expect, it } from 'vitest'
import { Graph, type Value } from '../../main/engine/onnx/graph.ts'
import { transpose } from '../../main/engine/onnx/operations.ts'
import { floatsOf, OnnxTensor, Session } from '../../main/engine/onnx/session.ts'
import { elements } from '../../main/network/layers.ts'

const platform = { provider: 'cpu', threads: 1, blockSize: null } as const

function ordersOf(axes: readonly number[]): number[][] {
  return axes.length === 0
    ? [[]]
    : axes.flatMap((axis) => ordersOf(axes.filter((other) => other !== axis)).map((rest) => [axis, ...rest]))
}

/** What NumPy's transpose gives for 0, 1, 2, … in this shape. */
function expectedOf(shape: readonly number[], order: readonly number[]): number[] {
  const strides = shape.map((_, axis) => elements(shape.slice(axis + 1)))
  const lengths = order.map((axis) => shape[axis]!)
  return Array.from({ length: elements(shape) }, (_, place) =>
    order.reduce((index, axis, position) => {
      const along = Math.floor(place / elements(lengths.slice(position + 1))) % lengths[position]!
      return index + along * strides[axis]!
    }, 0),
  )
}

async function answer(shape: readonly number[], build: (graph: Graph, input: Value) => Value): Promise<number[]> {
  const graph = new Graph()
  graph.output('output', build(graph, graph.input('input', shape)))
  const session = await Session.open(graph, platform)
  const ascending = Float32Array.from({ length: elements(shape) }, (_, index) => index)
  const outputs = await session.run({ input: new OnnxTensor('float32', ascending, shape) })
  await session.close()
  return [...floatsOf(outputs, 'output')]
}

describe('transpose', () => {
  it.each([
    [2, 3, 4, 5],
    [2, 1, 3, 4],
    [1, 5, 1, 2],
  ])('turns %i × %i × %i × %i into every order', async (...shape) => {
    for (const order of ordersOf([0, 1, 2, 3])) {
      expect(await answer(shape, (graph, input) => transpose(graph, input, order)), order.join()).toEqual(
        expectedOf(shape, order),
      )
    }
  })

  it('turns a value back by giving the one that it was', () => {
    const graph = new Graph()
    const input = graph.input('input', [2, 3, 4])
    expect(transpose(graph, transpose(graph, input, [1, 2, 0]), [2, 0, 1])).toBe(input)
  })
})
