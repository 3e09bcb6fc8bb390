import { expect, it } from 'vitest'
import { EngineError } from '../../../main/engine/engine.ts'
import { Graph } from '../../../main/engine/onnx/graph.ts'
import { multiply, sum } from '../../../main/engine/onnx/operations.ts'
import { floatsOf, OnnxTensor, Session } from '../../../main/engine/onnx/session.ts'

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

it('writes outputs to their places and keeps no other copy of them', async () => {
  const graph = new Graph()
  const shape = [2 ** 20]
  graph.output('doubled', multiply(graph, graph.input('value', shape), graph.scalar(2)))
  const session = await Session.open(graph, platform)
  const value = new OnnxTensor(
    'float32',
    Float32Array.from({ length: 2 ** 20 }, (_, index) => index),
    shape,
  )
  const place = new Float32Array(2 ** 20)
  const before = process.memoryUsage().arrayBuffers
  for (let run = 0; run < 20; run++) {
    const outputs = await session.run({ value }, { doubled: new OnnxTensor('float32', place, shape) })
    expect(floatsOf(outputs, 'doubled')).toBe(place)
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 2 ** 20)
  expect([place[0], place[1], place[2 ** 20 - 1]]).toEqual([0, 2, 2 ** 21 - 2])
  await session.close()
})
