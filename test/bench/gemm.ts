/** How fast this machine multiplies matrices through ONNX Runtime: what every training step is measured against. */
import { Graph } from '../../main/engine/onnx/graph.ts'
import { matrixProduct, sum } from '../../main/engine/onnx/operations.ts'
import { OnnxTensor, Session } from '../../main/engine/onnx/session.ts'

const side = 2048

/** Floating-point operations a second of the best of five products of 2048×2048 matrices. */
export async function gemmRate(threads: number): Promise<number> {
  const graph = new Graph()
  const [left, right] = [graph.input('left', [side, side]), graph.input('right', [side, side])]
  graph.output('total', sum(graph, matrixProduct(graph, left, right), [0, 1]))
  const session = await Session.open(graph, { provider: 'cpu', threads, blockSize: null })
  const matrix = new OnnxTensor('float32', new Float32Array(side * side).fill(0.5), [side, side])
  let best = Infinity
  for (let turn = 0; turn < 6; turn++) {
    const begin = performance.now()
    await session.run({ left: matrix, right: matrix })
    if (turn > 0) best = Math.min(best, performance.now() - begin)
  }
  await session.close()
  return (2 * side ** 3) / (best / 1000)
}
