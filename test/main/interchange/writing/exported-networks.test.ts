import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine, Predictor } from '../../../../main/engine/engine.ts'
import { createOnnxEngine } from '../../../../main/engine/onnx/onnx-engine.ts'
import { encodeOnnxNetwork } from '../../../../main/interchange/writing/onnx-network.ts'
import { encodeSafetensorsNetwork } from '../../../../main/interchange/writing/safetensors-network.ts'
import { decodeSafetensors } from '../../../../main/interchange/formats/safetensors.ts'
import type { TrainedNetwork } from '../../../../main/interchange/writing/trained-network.ts'
import { allGoldens } from '../../../engine/conformance.ts'
import { goldenParameters, numbers, readGolden, relativeError } from '../../../engine/inputs.ts'

const pictures = 3

/** A network of a golden with means that are no matter of course, by channel or as a picture. */
function trained(name: string, mean: 'channels' | 'picture'): TrainedNetwork {
  const { spec: network } = readGolden(name)
  const length = mean === 'channels' ? 3 : 3 * network.crop ** 2
  return {
    network,
    classNames: Array.from({ length: network.classes }, (_, index) => `class “${index}”`),
    normalisation: { mean: Array.from(numbers(7, length), (value) => 120 + 30 * value), scale: 1 / 64 },
    parameters: goldenParameters(network),
    facts: { run: 'first', preprocessing: 'Cut it out.' },
  }
}

function bytesOf({ network: { crop } }: TrainedNetwork): Uint8Array {
  return Uint8Array.from(numbers(8, pictures * crop * crop * 3), (value) => Math.round(127.5 + 127.5 * value))
}

/** [picture, y, x, channel] → [picture, channel, y, x]. */
function toPlanes(bytes: Uint8Array, crop: number): Float32Array {
  const pixels = crop * crop
  return Float32Array.from(bytes, (_, index) => {
    const [picture, channel, pixel] = [Math.floor(index / pixels / 3), Math.floor(index / pixels) % 3, index % pixels]
    return bytes[(picture * pixels + pixel) * 3 + channel]!
  })
}

let engine: Engine
beforeAll(async () => {
  engine = await createOnnxEngine({ threads: 2 })
})

async function answersOf({ network, normalisation, parameters }: TrainedNetwork, bytes: Uint8Array) {
  const predictor: Predictor = await engine.predictor({ network, normalisation, parameters })
  const logits = await predictor.predict(bytes, pictures)
  await predictor.close()
  return logits
}

describe('an ONNX file', () => {
  it.each([...allGoldens.map((name) => [name, 'channels'] as const), ['alexnet', 'picture'] as const])(
    'of %s (mean by %s) answers as the program does, whatever the count of pictures',
    async (name, mean) => {
      const network = trained(name, mean)
      const { crop, classes } = network.network
      const bytes = bytesOf(network)
      const images = toPlanes(bytes, crop)
      const session = await InferenceSession.create(encodeOnnxNetwork(network))
      expect([session.inputNames, session.outputNames]).toEqual([['images'], ['logits', 'probabilities']])
      const run = async (count: number) => {
        const part = new Tensor('float32', images.subarray(0, images.length * (count / pictures)), [
          count,
          3,
          crop,
          crop,
        ])
        const { logits, probabilities } = await session.run({ images: part })
        expect([logits!.dims, probabilities!.dims]).toEqual([
          [count, classes],
          [count, classes],
        ])
        return [logits!.data as Float32Array, probabilities!.data as Float32Array] as const
      }
      const [logits, probabilities] = await run(pictures)
      expect(relativeError(logits, { data: await answersOf(network, bytes) })).toBeLessThan(1e-5)
      for (let picture = 0; picture < pictures; picture++) {
        const row = [...logits.subarray(picture * classes, (picture + 1) * classes)]
        const highest = Math.max(...row)
        const exponentials = row.map((logit) => Math.exp(logit - highest))
        const sum = exponentials.reduce((a, b) => a + b)
        exponentials.forEach((value, index) => {
          expect(probabilities[picture * classes + index]).toBeCloseTo(value / sum, 5)
        })
      }
      const [one] = await run(1)
      expect(relativeError(one, { data: logits.slice(0, classes) })).toBeLessThan(1e-5)
      await session.release()
    },
  )

  it('says what its classes are, and what else is known', () => {
    const text = Buffer.from(encodeOnnxNetwork(trained('alexnet', 'channels'))).toString('utf8')
    expect(text).toContain('["class “0”","class “1”"')
    expect(text).toContain('Cut it out.')
    expect(text).toContain('"architecture":"alexnet"')
    expect(text).toContain('first')
  })

  it('is refused where the format has no room for the network', () => {
    const network = trained('lenet', 'channels')
    const data = new Float32Array(0)
    Object.defineProperty(data, 'byteLength', { value: 2.5e9 })
    const parameters = new Map([['fc6.weight', { shape: [1], data }]])
    expect(() => encodeOnnxNetwork({ ...network, parameters })).toThrow(
      'An ONNX file holds at most 2 GB, and this network has 2.5 GB of weights. Export it as safetensors.',
    )
  })
})

describe('a safetensors file', () => {
  it.each(['channels', 'picture'] as const)('has all tensors, the mean by %s, and what is known', (mean) => {
    const network = trained('alexnet', mean)
    const { crop } = network.network
    const file = encodeSafetensorsNetwork(network)
    const { tensors, metadata } = decodeSafetensors(file, 'a.safetensors')
    expect([...tensors.keys()]).toEqual([...network.parameters.keys(), 'input.mean', 'input.scale'])
    for (const [name, { shape, data }] of network.parameters)
      expect(tensors.get(name)).toEqual({ type: 'F32', shape, data })
    expect(tensors.get('input.scale')).toEqual({ type: 'F32', shape: [], data: Float32Array.of(1 / 64) })
    const { shape, data } = tensors.get('input.mean')!
    const side = mean === 'channels' ? 1 : crop
    expect(shape).toEqual([3, side, side])
    // Green of the second row's first pixel, or of all.
    const [place, index] = mean === 'channels' ? [1, 1] : [crop * crop + crop, crop * 3 + 1]
    expect(data[place]).toBe(Math.fround(network.normalisation.mean[index]!))
    expect(metadata).toMatchObject({ format: 'pt', run: 'first' })
    expect(JSON.parse(metadata.network!)).toEqual(network.network)
    expect(JSON.parse(metadata.classes!)).toEqual(network.classNames)
  })
})
