import { InferenceSession, Tensor } from 'onnxruntime-node'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../../main/engine/engine.ts'
import { createOnnxEngine } from '../../../../main/engine/onnx/onnx-engine.ts'
import { encodeModel, type Initializer, type Model } from '../../../../main/interchange/formats/onnx-file.ts'
import { encodeOnnxNetwork } from '../../../../main/interchange/writing/onnx-network.ts'
import { readOnnx } from '../../../../main/interchange/reading/onnx-weights.ts'
import { readNetwork } from '../../../../main/interchange/reading/read-network.ts'
import { goldenParameters, numbers, readGolden, relativeError } from '../../../engine/inputs.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createOnnxEngine({ threads: 1 })
})

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'a.onnx')
  writeFileSync(path, bytes)
  return path
}

function initializer(name: string, shape: readonly number[], values: readonly number[]): Initializer {
  return { name, type: 'float32', shape, bytes: new Uint8Array(Float32Array.from(values).buffer) }
}

function model(nodes: readonly Partial<Model['nodes'][number]>[], initializers: readonly Initializer[]): Uint8Array {
  const usual = { domain: '', outputs: ['out'], attributes: {}, operator: '', inputs: [] }
  const whole = nodes.map((node) => ({ ...usual, ...node }))
  return encodeModel({ nodes: whole, inputs: [], outputs: [], initializers, operatorSets: { '': 17 } })
}

/** The file with each float of this value under an attribute of this name replaced. */
function replaced(file: Uint8Array, name: string, value: number, by: number): Buffer {
  const bytes = Buffer.from(file)
  const entry = Buffer.concat([Buffer.from(name), Buffer.of(0x15), Buffer.alloc(4)])
  entry.writeFloatLE(value, entry.length - 4)
  for (let place = bytes.indexOf(entry); place >= 0; place = bytes.indexOf(entry, place + 1)) {
    bytes.writeFloatLE(by, place + entry.length - 4)
  }
  return bytes
}

describe('the weights of an ONNX file', () => {
  it('give here what they give there, where its response normalisation has Caffe’s constants', async () => {
    const { spec: network } = readGolden('alexnet')
    const { crop } = network
    const classNames = Array.from({ length: network.classes }, (_, index) => String(index))
    // Large enough that responses are normalised noticeably.
    const normalisation = { mean: [120, 110, 100], scale: 1 }
    const own = { network, classNames, normalisation, parameters: goldenParameters(network), facts: {} }
    const paper = encodeOnnxNetwork(own)
    const caffe = replaced(replaced(paper, 'bias', 2, 1), 'alpha', 5e-4, 1e-4)
    const bytes = Uint8Array.from(numbers(3, crop * crop * 3), (value) => Math.round(127.5 + 127.5 * value))
    const planes = Float32Array.from(
      bytes,
      (_, place) => bytes[(place % crop ** 2) * 3 + Math.floor(place / crop ** 2)]!,
    )
    const logitsIn = async (file: Uint8Array) => {
      const session = await InferenceSession.create(file)
      const { logits } = await session.run({ images: new Tensor('float32', planes, [1, 3, crop, crop]) })
      await session.release()
      return { data: logits!.data as Float32Array }
    }
    const expected = await logitsIn(caffe)
    expect(relativeError((await logitsIn(paper)).data, expected)).toBeGreaterThan(0.1)
    const predictor = await engine.predictor(await readNetwork(await fileOf(caffe)))
    expect(relativeError(await predictor.predict(bytes, 1), expected)).toBeLessThan(1e-5)
    await predictor.close()
  })

  it('are turned where a dense layer has them by inputs', async () => {
    const gemm = (attributes: object) => ({ operator: 'Gemm', inputs: ['x', 'w', 'b'], attributes: { ...attributes } })
    const weights = [initializer('w', [2, 3], [1, 2, 3, 4, 5, 6]), initializer('b', [3], [7, 8, 9])]
    const turned = await readOnnx(await fileOf(model([gemm({})], weights)))
    expect(turned.tensors.get('0.weight')).toEqual({ shape: [3, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) })
    expect(turned.tensors.get('0.bias')).toEqual({ shape: [3], data: Float32Array.of(7, 8, 9) })
    const straight = await readOnnx(await fileOf(model([gemm({ transB: 1 })], weights)))
    expect(straight.tensors.get('0.weight')).toEqual({ shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) })
  })

  it('are refused where the file is not whole, or normalises in two ways', async () => {
    const conv = { operator: 'Conv', inputs: ['x', 'w', 'b'] }
    const short = [initializer('w', [2, 3, 1, 1], [1]), initializer('b', [2], [1, 2])]
    await expect(readOnnx(await fileOf(model([conv], short)))).rejects.toThrow('does not have the numbers')
    const whole = [{ ...initializer('w', [1], []), type: 'int64' as const, bytes: new Uint8Array(8) }, short[1]!]
    await expect(readOnnx(await fileOf(model([conv], whole)))).rejects.toThrow('w has no floating-point numbers')
    const lrn = (bias: number) => ({ operator: 'LRN', attributes: { size: 5, bias: { float: bias } } })
    await expect(readOnnx(await fileOf(model([lrn(1), lrn(2)], [])))).rejects.toThrow('normalisation differ')
    const bytes = model([conv], [initializer('w', [1, 1, 1, 1], [1])])
    await expect(readOnnx(await fileOf(bytes.subarray(0, bytes.length - 20)))).rejects.toThrow()
  })
})
