import { expect, it } from 'vitest'
import { EngineError } from '../../../main/engine/engine.ts'
import { Graph } from '../../../main/engine/onnx/graph.ts'
import { sum } from '../../../main/engine/onnx/operations.ts'
import { OnnxTensor, Session } from '../../../main/engine/onnx/session.ts'

const platform = { provider: 'cpu', threads: 1, blockSize: null } as const

it('says that memory is short, on which device, and what to do; the process lives on', async () => {
  const graph = new Graph()
  const shape = [2 ** 22, 2 ** 22]
  const sides = graph.input('sides', [2], 'int64')
  graph.output('total', sum(graph, graph.add('ConstantOfShape', [sides], { shape }), [0, 1]))
  const session = await Session.open(graph, platform)
  const feeds = { sides: new OnnxTensor('int64', BigInt64Array.from(shape, BigInt), [2]) }
  const error = await session.run(feeds).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(EngineError)
  expect(error).toMatchObject({ code: 'out-of-memory' })
  expect((error as EngineError).message).toMatch(/^CPU has too little memory .*: choose a smaller batch/)
  await session.close()
})

it('refuses a device that this machine lacks, in plain words', async () => {
  const graph = new Graph()
  graph.output('same', graph.add('Identity', [graph.input('value', [1])], { shape: [1] }))
  const error = await Session.open(graph, { ...platform, provider: 'cuda' }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'device-unavailable' })
})
