/** Max-pooling where several elements of a window are the maximum, as in a picture of few colours. */
import { expect, it } from 'vitest'
import { Graph } from '../../main/engine/onnx/graph.ts'
import { pooling } from '../../main/engine/onnx/layers/pooling.ts'
import { floatsOf, OnnxTensor, Session } from '../../main/engine/onnx/session.ts'
import { elements } from '../../main/network/layers.ts'
import { numbers } from './inputs.ts'

const shape = [2, 3, 7, 8]

it.each([
  { size: 3, stride: 2 },
  { size: 2, stride: 2 },
])('gives the gradient to the first maximum, told or found: $size by $stride', async ({ size, stride }) => {
  const [told, found] = await Promise.all([true, false].map((tells) => gradientOf(size, stride, tells)))
  expect(found).toEqual(told)
  expect(told!.some((value) => value !== 0)).toBe(true)
})

async function gradientOf(size: number, stride: number, tellsPlaces: boolean): Promise<Float32Array> {
  const graph = new Graph()
  const input = graph.input('picture', shape)
  const { output, gradient } = pooling(
    graph,
    input,
    { kind: 'pooling', name: 'pool', mode: 'max', size, stride },
    tellsPlaces,
  )
  const arriving = graph.constant(output.shape, Float32Array.from(numbers(3, elements(output.shape))))
  graph.output('gradient', gradient(arriving, [true])[0]!)
  const session = await Session.open(graph, { provider: 'cpu', threads: 1, blockSize: null })
  const stripes = Float32Array.from({ length: elements(shape) }, (_, index) => Math.floor(index / 8) % 3)
  const outputs = await session.run({ picture: new OnnxTensor('float32', stripes, shape) })
  await session.close()
  // Without negative zeros.
  return floatsOf(outputs, 'gradient').map((value) => value + 0)
}
