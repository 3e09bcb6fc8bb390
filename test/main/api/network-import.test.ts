import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, createApi } from '../../../main/api/api.ts'
import { callsOf, type Call } from '../../support/api.ts'
import { type FiguresDataset, figuresDataset } from '../../support/figures-dataset.ts'
import { temporaryFolder } from '../../support/workspace.ts'

const file = join(import.meta.dirname, '..', '..', 'reference', 'weights', 'lenet.pth')

let dataset: FiguresDataset
let api: Api
let ask: Call
let runId: number
const changed: number[] = []

beforeAll(async () => {
  dataset = await figuresDataset(10)
  api = createApi({ store: dataset.store, exclusive: true, host: { host: 'loopback', version: '1.2.3' } })
  ask = callsOf(api)
  api.listen((event, payload) => {
    if (event === 'runs.changed') changed.push((payload as { runId: number }).runId)
  })
  ;({ runId } = await ask('models.import', { file }))
})
afterAll(async () => {
  await api.close()
  dataset.remove()
})

describe('a network that was trained elsewhere', () => {
  it('is a run that has finished, and pages hear of it', async () => {
    expect(changed).toContain(runId)
    expect(await ask('runs.get', { runId })).toMatchObject({
      ...{ name: 'lenet', file: 'lenet.pth', datasetId: null, datasetName: '', status: 'finished', message: null },
      ...{ classes: 7, epochsDone: 0, hasModel: true, best: null, settings: { network: 'lenet', switches: {} } },
      checkpoints: [{ step: 0, epoch: 0 }],
      log: [{ step: 0, event: { kind: 'imported', file: 'lenet.pth', classes: 7 } }],
    })
  })

  it('names pictures, shows its kernels, and can be exported', async () => {
    const [source] = dataset.store.sources.list(dataset.datasetId)
    const [first] = [...dataset.store.sources.rows(source!.id)]
    const picture = join(dataset.folder, first!.path)
    const [answer] = await ask('models.classify', { runId, files: [{ kind: 'path', path: picture }], top: 7 })
    if (!answer?.ok) throw new Error(answer?.message)
    expect(answer.predictions.map(({ name }) => name).sort()).toEqual(
      Array.from({ length: 7 }, (_, index) => `class ${String(index + 1)}`),
    )
    expect(await ask('models.kernels', { runId })).toMatchObject({ kernels: 6, size: 5 })
    const name = 'again'
    const folder = await temporaryFolder()
    const exported = await ask('models.export', { runId, format: 'safetensors', folder, name })
    const again = await ask('models.import', { file: exported.file })
    const shaOf = async (id: number) => (await ask('runs.get', { runId: id })).checkpoints[0]!.weightsSha256
    expect(await shaOf(again.runId)).toBe(await shaOf(runId))
  })

  it('is what others begin with', async () => {
    const { datasetId } = dataset
    const settings = { network: 'lenet', device: 'cpu', threads: 1, batch: 10, epochs: 1 } as const
    const { runId: tuned } = await ask('runs.start', { datasetId, settings, weights: { runId } })
    await expect
      .poll(async () => (await ask('runs.get', { runId: tuned })).status, { timeout: 30_000 })
      .toBe('finished')
    const { log } = await ask('runs.get', { runId: tuned })
    expect(log[0]!.event).toEqual({ kind: 'weights', runId, fromStep: 0, anew: 'fc5' })
  })

  it('has no pictures to be measured, resumed or branched with', async () => {
    const sentence = `Run ${String(runId)} was read from lenet.pth and has no pictures of its own. Begin a run with its weights instead.`
    await expect(ask('models.evaluate', { runId })).rejects.toThrow(sentence)
    await expect(ask('runs.resume', { runId })).rejects.toThrow(sentence)
    await expect(ask('runs.branch', { runId, step: 0 })).rejects.toThrow(sentence)
    expect((await ask('runs.get', { runId })).status).toBe('finished')
  })

  it('leaves no run where its file is of no use', async () => {
    const before = await ask('runs.list', {})
    await expect(ask('models.import', { file, classNames: ['cat'] })).rejects.toThrow('lenet.pth tells 7 classes apart')
    expect(await ask('runs.list', {})).toHaveLength(before.length)
  })
})
