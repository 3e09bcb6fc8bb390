import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Api, createApi } from '../../../main/api/api.ts'
import { preprocess } from '../../../main/image/preprocess.ts'
import { pixelSide } from '../../../main/image/pixels.ts'
import { decodeSafetensors } from '../../../main/interchange/formats/safetensors.ts'
import { networkOf } from '../../../main/network/of-settings.ts'
import { sourceSide } from '../../../main/network/spec.ts'
import { testWindows } from '../../../main/pipeline/crops.ts'
import { createCut } from '../../../main/pipeline/cut.ts'
import { callsOf, type Call } from '../../support/api.ts'
import { type FiguresDataset, figuresDataset } from '../../support/figures-dataset.ts'
import { drive } from '../../support/runs/drive.ts'
import { temporaryFolder } from '../../support/workspace.ts'

let dataset: FiguresDataset
let runId: number
let api: Api
let ask: Call
let folder: string

beforeAll(async () => {
  dataset = await figuresDataset(10)
  const { manager, ended } = drive(dataset.store)
  const settings = { network: 'lenet', epochs: 3, batch: 10, threads: 1 } as const
  runId = manager.start({ datasetId: dataset.datasetId, settings })
  await ended(runId)
  await manager.close()
  api = createApi({ store: dataset.store, exclusive: true, host: { host: 'terminal', version: '1.2.3' } })
  ask = callsOf(api)
})
afterAll(async () => {
  await api.close()
  dataset.remove()
})
beforeEach(async () => {
  folder = await temporaryFolder()
})

/** [1, 3, crop, crop] of a picture's centre, as the program cuts it. */
async function centreOf(file: string): Promise<Tensor> {
  const { settings, classNames } = dataset.store.runs.get(runId)
  const network = networkOf(settings, classNames.length)
  const [source, { crop }] = [sourceSide(network), network]
  const bytes = new Uint8Array(crop * crop * 3)
  const { pixels } = await preprocess(file)
  createCut(pixelSide, source, crop)(pixels, testWindows(source, crop, 1)[0]!, bytes, 0)
  const planes = Float32Array.from(bytes, (_, index) => bytes[(index % crop ** 2) * 3 + Math.floor(index / crop ** 2)]!)
  return new Tensor('float32', planes, [1, 3, crop, crop])
}

describe('the export of a network', () => {
  it('gives an ONNX file that names a picture as the program does', async () => {
    const { store, datasetId, folder: pictures } = dataset
    const { file, bytes, step } = await ask('models.export', { runId, format: 'onnx', folder, name: 'figures 1.0' })
    expect(file).toBe(join(folder, 'figures 1.0.onnx'))
    expect(readFileSync(file).length).toBe(bytes)
    expect(step).toBe(store.checkpoints.chosen(runId).step)
    expect(readdirSync(folder)).toEqual(['figures 1.0.onnx'])

    const { classNames } = store.runs.get(runId)
    const [source] = store.sources.list(datasetId)
    const [first] = [...store.sources.rows(source!.id)]
    const picture = join(pictures, first!.path)
    const request = { runId, files: [{ kind: 'path' as const, path: picture }], top: classNames.length }
    const [named] = await ask('models.classify', request)
    if (!named?.ok) throw new Error('not named')
    const session = await InferenceSession.create(file)
    const { probabilities } = await session.run({ images: await centreOf(picture) })
    await session.release()
    for (const { index, name, probability } of named.predictions) {
      expect(name).toBe(classNames[index])
      expect((probabilities!.data as Float32Array)[index]).toBeCloseTo(probability, 5)
    }
  })

  it('takes the checkpoint that is asked for, tensor by tensor', async () => {
    const { store } = dataset
    for (const { id, step, epoch } of store.checkpoints.list(runId)) {
      const request = { runId, step, format: 'safetensors', folder, name: `step-${String(step)}` } as const
      const exported = await ask('models.export', request)
      expect(exported).toMatchObject({ step, epoch })
      const { tensors } = decodeSafetensors(readFileSync(exported.file), exported.file)
      const kept = store.checkpoints.tensors(id, (name) => !name.startsWith('velocity.'))
      expect(kept.length).toBeGreaterThan(0)
      for (const { name, shape, data } of kept) expect(tensors.get(name)).toEqual({ type: 'F32', shape, data })
    }
    await expect(ask('models.export', { runId, step: 9999, format: 'onnx', folder, name: 'none' })).rejects.toThrow(
      `Run ${String(runId)} has no checkpoint at step 9999`,
    )
  })

  it('makes its folder, and overwrites nothing', async () => {
    const deeper = join(folder, 'models', 'today')
    const request = { runId, format: 'onnx', folder: deeper, name: 'figures' } as const
    const { file } = await ask('models.export', request)
    const before = readFileSync(file)
    await expect(ask('models.export', request)).rejects.toThrow(`${file} is there already. Choose another name.`)
    expect(readFileSync(file)).toEqual(before)
  })

  it('says why there is no place for the file, and leaves nothing', async () => {
    writeFileSync(join(folder, 'words'), 'no folder')
    const request = { runId, format: 'onnx', folder: join(folder, 'words', 'models'), name: 'figures' } as const
    await expect(ask('models.export', request)).rejects.toThrow(
      /figures\.onnx cannot be written \(E[A-Z]+\)\. Choose another folder\./,
    )
    expect(readdirSync(folder)).toEqual(['words'])
  })

  it.each(['../up', 'a/b', 'a\\b', '.hidden', 'a:b', '', 'line\nbreak'])('refuses the name %j', async (name) => {
    await expect(ask('models.export', { runId, format: 'onnx', folder, name })).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})
