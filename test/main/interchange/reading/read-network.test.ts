import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../../../main/engine/engine.ts'
import { createOnnxEngine } from '../../../../main/engine/onnx/onnx-engine.ts'
import { seenAs } from '../../../../main/interchange/reading/pixels.ts'
import { readNetwork, type ReadNetwork } from '../../../../main/interchange/reading/read-network.ts'
import { encodeOnnxNetwork } from '../../../../main/interchange/writing/onnx-network.ts'
import { encodeSafetensorsNetwork } from '../../../../main/interchange/writing/safetensors-network.ts'
import { encodeSafetensors, type SafeTensor } from '../../../../main/interchange/formats/safetensors.ts'
import { hasParameters, layersOf } from '../../../../main/network/layers.ts'
import { preset, type PresetName, type SpecChange } from '../../../../main/network/spec.ts'
import { initialParameters } from '../../../../main/train/parameters.ts'
import { numbers, relativeError } from '../../../engine/inputs.ts'
import { temporaryFolder } from '../../../support/workspace.ts'

const weights = join(import.meta.dirname, '..', '..', '..', 'reference', 'weights')
const pictures = 2

let engine: Engine
let folder: string
beforeAll(async () => {
  engine = await createOnnxEngine({ threads: 1 })
})
beforeEach(async () => {
  folder = await temporaryFolder()
})

/** Logits for the two pictures of `make_pytorch_files.py`. */
async function logitsOf({ network, normalisation, parameters }: ReadNetwork): Promise<Float32Array> {
  const bytes = Uint8Array.from(numbers(8, pictures * 28 * 28 * 3), (value) => Math.round(127.5 + 127.5 * value))
  const predictor = await engine.predictor({ network, normalisation, parameters })
  const logits = await predictor.predict(bytes, pictures)
  await predictor.close()
  return logits
}

/** A file with these tensors in this order. */
function safetensors(tensors: Iterable<[string, Omit<SafeTensor, 'type'>]>, metadata?: Record<string, string>): string {
  const path = join(folder, 'network.safetensors')
  const typed = [...tensors].map(([name, tensor]) => [name, { type: 'F32', ...tensor } as SafeTensor] as const)
  writeFileSync(path, encodeSafetensors(new Map(typed), metadata))
  return path
}

function drawn(name: PresetName, classes: number, switches: SpecChange = {}) {
  return initialParameters(preset(name, classes, switches), 'he', 1)
}

describe('a network of PyTorch', () => {
  it.each(['lenet.pth', 'lenet-old.pth', 'lenet.onnx'])('answers as PyTorch does: %s', async (file) => {
    const read = await readNetwork(join(weights, file), { pixels: 'torchvision' })
    expect(read).toMatchObject({ name: 'lenet', network: preset('lenet', 7) })
    expect(read.classNames).toEqual(Array.from({ length: 7 }, (_, index) => `class ${String(index + 1)}`))
    const logits = readFileSync(join(weights, 'lenet-logits.txt'), 'utf8').trim().split('\n').map(Number)
    expect(relativeError(await logitsOf(read), { data: Float32Array.from(logits) })).toBeLessThan(1e-6)
  })

  it('is recognised by its shapes, whatever its tensors are called and in whatever order they come', async () => {
    const parameters = drawn('lenet', 3)
    const layers = layersOf(preset('lenet', 3)).filter(hasParameters)
    const foreign = layers.flatMap(({ layer }, index) =>
      ['weight', 'bias'].map((part): [string, Omit<SafeTensor, 'type'>] => [
        `${layer.kind === 'dense' ? 'classifier' : 'features.module'}.${String(9 + 3 * index)}.${part}`,
        parameters.get(`${layer.name}.${part}`)!,
      ]),
    )
    // As the safetensors library writes them: by name, so that features.12 comes before features.9.
    const sorted = foreign.toSorted(([a], [b]) => (a < b ? -1 : 1))
    const read = await readNetwork(safetensors(sorted))
    expect(read.name).toBe('lenet')
    for (const [name, { data }] of parameters) {
      if (name !== 'conv1.weight') expect(read.parameters.get(name)!.data, name).toEqual(data)
    }
  })

  it('has ImageNet’s classes where it tells a thousand apart', async () => {
    const { classNames } = await readNetwork(safetensors(drawn('lenet', 1000)))
    expect(classNames).toHaveLength(1000)
    expect([classNames[0], classNames[281], classNames[999]]).toEqual(['tench', 'tabby', 'toilet tissue'])
  })
})

describe('what weights see of pixels', () => {
  const weight = { shape: [1, 3, 1, 1], data: Float32Array.of(2, 3, 5) }
  const [red, green, blue] = [10, 200, 90]
  /** What conv1 gives for one pixel. */
  const through = ({ normalisation: { mean, scale }, weight: { data } }: ReturnType<typeof seenAs>) =>
    [red, green, blue].reduce((sum, pixel, channel) => sum + (pixel - mean[channel]!) * scale * data[channel]!, 0)

  it.each([
    [
      'torchvision',
      (2 * (red / 255 - 0.485)) / 0.229 + (3 * (green / 255 - 0.456)) / 0.224 + (5 * (blue / 255 - 0.406)) / 0.225,
    ],
    ['caffe', 2 * (blue - 104) + 3 * (green - 117) + 5 * (red - 123)],
    ['unit', (2 * red + 3 * green + 5 * blue) / 255],
  ] as const)('is the same here: %s', (form, expected) => {
    expect(through(seenAs(form, weight))).toBeCloseTo(expected, 4)
  })

  it('is chosen over what torchvision’s see', async () => {
    const read = await readNetwork(join(weights, 'lenet.pth'), { pixels: 'caffe' })
    expect(read.normalisation).toEqual({ mean: [123, 117, 104], scale: 1 })
  })
})

describe('a network that this program exported', () => {
  it.each([
    ['channels', 'safetensors'],
    ['picture', 'safetensors'],
    ['channels', 'onnx'],
    ['picture', 'onnx'],
  ] as const)('comes back as it was, its mean by %s, from %s', async (mean, form) => {
    const switches = { pooling: 'overlapping', crop: 32, width: 0.5 } as const
    const network = { ...preset('lenet', 2, switches), dropout: 0.25 }
    const length = mean === 'channels' ? 3 : 3 * 32 * 32
    const normalisation = { mean: Array.from(numbers(1, length), (value) => Math.fround(100 + value)), scale: 1 / 64 }
    const parameters = initialParameters(network, 'he', 1)
    const exported = { network, classNames: ['cat', 'dog'], normalisation, parameters, facts: {} }
    const path = join(folder, `pets.${form}`)
    writeFileSync(path, (form === 'onnx' ? encodeOnnxNetwork : encodeSafetensorsNetwork)(exported))
    expect(await readNetwork(path)).toEqual({
      ...{ name: 'lenet', network, normalisation, classNames: ['cat', 'dog'] },
      parameters: new Map(parameters),
    })
    expect((await readNetwork(path, { classNames: ['katze', 'hund'] })).classNames).toEqual(['katze', 'hund'])
  })
})

describe('a file that is refused', () => {
  const refused = async (path: string, options = {}) =>
    readNetwork(path, options).then(
      () => 'read',
      (error: unknown) => (error as Error).message,
    )

  it('because of its name, or because it is not there', async () => {
    expect(await refused(join(folder, 'network.h5'))).toBe(
      'network.h5 is not read here: choose a file ending in .safetensors, .pth, .pt, .onnx, .caffemodel.',
    )
    const missing = join(folder, 'missing.pth')
    expect(await refused(missing)).toBe(`${missing} cannot be read (it is not there). Choose another file.`)
  })

  it.each([
    ['a.pth', 'PyTorch', 'it begins unlike any'],
    ['a.onnx', 'ONNX', 'it has no graph'],
    ['a.caffemodel', 'Caffe', 'it has no layers'],
    ['a.safetensors', 'safetensors', 'it is shorter than its header'],
  ])('because it is empty: %s', async (name, title, reason) => {
    const path = join(folder, name)
    writeFileSync(path, '')
    expect(await refused(path)).toBe(`${name} is not a usable ${title} file: ${reason}.`)
  })

  it('because of its weights', async () => {
    const parameters = drawn('lenet', 3)
    const without = [...parameters].filter(([name]) => !name.startsWith('fc4.'))
    const known = 'of the networks here (alexnet, alexnet-2gpu, alexnet-torchvision, alexnet-mini, lenet)'
    expect(await refused(safetensors(without))).toBe(
      `network.safetensors has the weights of none ${known}: its layers are 6×3×5×5, 16×6×5×5, 120×400, 3×84.`,
    )
    expect(await refused(safetensors([]))).toContain('it has no layers with weights and biases.')
    const described = { network: JSON.stringify({ ...preset('lenet', 3), crop: 400 }) }
    expect(await refused(safetensors(parameters, described))).toContain('has the weights of none')
    parameters.get('conv2.bias')!.data[1] = Number.NaN
    expect(await refused(safetensors(parameters))).toBe(
      'conv2.bias in network.safetensors has numbers that are none (NaN or infinite).',
    )
  })

  it('because of the names of its classes', async () => {
    const path = join(folder, 'lenet.pth')
    copyFileSync(join(weights, 'lenet.pth'), path)
    expect(await refused(path, { classNames: ['cat'] })).toBe(
      'lenet.pth tells 7 classes apart; the names given are 1. Give one for each, in the order of its outputs.',
    )
  })

  it('not because of what it says wrongly of itself', async () => {
    for (const classes of ['[1]', '["one"]', '{']) {
      const metadata = { network: '{"architecture":"vgg"}', classes }
      const read = await readNetwork(safetensors(drawn('lenet', 3), metadata))
      expect(read).toMatchObject({ name: 'lenet', classNames: ['class 1', 'class 2', 'class 3'] })
    }
  })
})
