/** Finds out how many channels this processor keeps in a block of ONNX Runtime's layout. */
import { Graph } from './graph.ts'
import { OnnxTensor, Session } from './session.ts'

const channels = 32

/**
 * 8 or 16, or `null` where the processor has no blocked layout. Reordering two pixels of 32 numbered channels shows it:
 * in a block of n channels the second pixel begins after n numbers. ONNX Runtime documents the layout only in its code,
 * so that the size is measured rather than guessed from the processor.
 */
export async function findBlockSize(): Promise<number | null> {
  const graph = new Graph()
  const shape = [1, channels, 1, 2]
  const domain = 'com.microsoft.nchwc'
  graph.output('reordered', graph.add('ReorderInput', [graph.input('pixels', shape)], { shape }, { domain }))
  let session: Session
  try {
    session = await Session.open(graph, { provider: 'cpu', threads: 1, blockSize: null })
  } catch {
    return null
  }
  const numbered = Float32Array.from({ length: channels * 2 }, (_, index) => index)
  const { reordered } = await session.run({ pixels: new OnnxTensor('float32', numbered, shape) })
  await session.close()
  const size = (reordered!.data as Float32Array).indexOf(1)
  return size === 8 || size === 16 ? size : null
}
