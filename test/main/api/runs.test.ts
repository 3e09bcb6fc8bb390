import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi, type Api } from '../../../main/api/api.ts'
import type { Result } from '../../../preload/contract/index.ts'
import { callsOf, type Call } from '../../support/api.ts'
import type { FiguresDataset } from '../../support/figures-dataset.ts'
import { figuresDataset } from '../../support/figures-dataset.ts'

let dataset: FiguresDataset
let api: Api
let reader: Api
/** As the program that trains, and as another that only reads. */
let ask: Call
let askReader: Call

beforeAll(async () => {
  dataset = await figuresDataset(10)
  const host = { host: 'loopback', version: '1.2.3' } as const
  api = createApi({ store: dataset.store, exclusive: true, host })
  reader = createApi({ store: dataset.store, exclusive: false, host })
  ask = callsOf(api)
  askReader = callsOf(reader)
}, 60_000)
afterAll(async () => {
  await Promise.all([api.close(), reader.close()])
  dataset.remove()
})

/** Resolves when the run has this status. */
async function until(runId: number, status: string): Promise<Result<'runs.get'>> {
  for (;;) {
    const run = await ask('runs.get', { runId })
    if (run.status === status) return run
    if (run.status === 'failed') throw new Error(run.message ?? 'failed')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const lenet = { network: 'lenet', device: 'cpu', threads: 1, batch: 6, switches: { width: 0.25 } } as const

describe('before a run', { timeout: 100_000 }, () => {
  it('plans its steps, rates and what it stores', async () => {
    const settings = {
      ...lenet,
      epochs: 4,
      schedule: 'step',
      stepEpochs: 2,
      warmupEpochs: 0,
      learningRate: 0.1,
    } as const
    const plan = await ask('runs.plan', { datasetId: dataset.datasetId, settings })
    expect(plan.stepsPerEpoch).toBe(Math.ceil(plan.trainingImages / 6))
    expect(plan.steps).toBe(4 * plan.stepsPerEpoch)
    expect(plan.rates).toHaveLength(plan.steps)
    expect([plan.rates[0], plan.rates.at(-1)!.learningRate]).toEqual([
      { epoch: 0, learningRate: 0.1 },
      expect.closeTo(0.01),
    ])
    expect(plan.checkpointBytes).toBe(8 * plan.parameters)
    expect(plan.freeBytes).toBeGreaterThan(0)
  })

  it('names the layer of a network that cannot be, and the crop that is too large', async () => {
    const plan = (switches: object, network = 'alexnet') =>
      ask('runs.plan', { datasetId: dataset.datasetId, settings: { network, switches } as never })
    await expect(plan({ crop: 48 })).rejects.toThrow('pool5')
    await expect(plan({ crop: 240 })).rejects.toThrow('Choose a crop of at most 224.')
    await expect(plan({ width: -1 })).rejects.toThrow('width')
  })

  it('does real steps and shows the crops that training will see', async () => {
    const settings = { ...lenet, epochs: 3, augmentation: { crop: true, mirror: true, colour: false } }
    const preview = await ask('runs.preview', { datasetId: dataset.datasetId, settings })
    expect(preview).toMatchObject({ device: 'CPU, 1 thread', side: 28, besideRun: false })
    expect(preview.secondsPerStep).toBeGreaterThan(0)
    expect(preview.seconds).toBeGreaterThan(preview.secondsPerStep * 3)
    expect(preview.memoryBytes).toBeGreaterThan(30e6)
    expect(preview.pictures).toHaveLength(6)
    for (const { crops } of preview.pictures) {
      expect(crops).toHaveLength(4)
      for (const crop of crops) expect(crop).toMatch(/^data:image\/png;base64,/)
    }
    expect(new Set(preview.pictures[0]!.crops).size).toBeGreaterThan(1)
    const unchanged = { ...settings, augmentation: { crop: false, mirror: false, colour: false } }
    const plain = await ask('runs.preview', { datasetId: dataset.datasetId, settings: unchanged })
    expect(new Set(plain.pictures[0]!.crops).size).toBe(1)
  })

  it('suggests what a recipe says, with what a person decides over it', async () => {
    const { datasetId } = dataset
    const { settings } = await ask('runs.suggest', { datasetId, recipe: 'caffe', settings: { epochs: 7 } })
    expect(settings).toMatchObject({
      ...{ network: 'alexnet-2gpu', batch: 256, biasRate: 2, biasDecay: false, initialiser: 'caffe', epochs: 7 },
    })
    await expect(ask('runs.suggest', { datasetId, recipe: 'soup' })).rejects.toThrow('recommended, paper, caffe')
  })

  it('keeps a person’s own recipes', async () => {
    await ask('runs.saveRecipe', { name: 'mine', settings: { network: 'lenet', epochs: 9 } })
    expect((await ask('runs.recipes', {})).at(-1)).toEqual({
      ...{ name: 'mine', own: true, settings: { network: 'lenet', epochs: 9 } },
    })
    await expect(ask('runs.saveRecipe', { name: 'paper', settings: {} })).rejects.toThrow('comes with the program')
    await ask('runs.removeRecipe', { name: 'mine' })
    await expect(ask('runs.removeRecipe', { name: 'mine' })).rejects.toThrow('There is no own recipe “mine”.')
  })
})

describe('a run', { timeout: 100_000 }, () => {
  it('is paused, changed, resumed and told of from another process', async () => {
    const { datasetId } = dataset
    const { runId } = await ask('runs.start', {
      datasetId,
      settings: { ...lenet, epochs: 10_000, schedule: 'constant' },
    })
    await until(runId, 'running')
    await askReader('runs.setRate', { runId, learningRate: 0.002 })
    await askReader('runs.checkpoint', { runId, name: 'kept' })
    for (;;) if ((await ask('runs.get', { runId })).checkpoints.some(({ name }) => name === 'kept')) break
    await askReader('runs.pause', { runId })
    const paused = await until(runId, 'paused')
    expect(paused.log.map(({ event }) => event.kind)).toEqual(['started', 'rate', 'checkpoint', 'paused'])
    expect(paused.bytes).toBeGreaterThan(0)
    await expect(askReader('runs.pause', { runId })).rejects.toThrow('is not training: it is paused')
    await askReader('runs.resume', { runId })
    await until(runId, 'running')
    await askReader('runs.stop', { runId })
    const stopped = await until(runId, 'stopped')
    expect(stopped.checkpoints.every(({ weightsSha256 }) => /^[0-9a-f]{64}$/.test(weightsSha256))).toBe(true)
    await ask('runs.edit', { runId, name: 'renamed', tags: ['a'], notes: 'n' })
    expect((await ask('runs.list', {}))[0]).toMatchObject({ name: 'renamed', tags: ['a'], notes: 'n' })
    const { step } = stopped.checkpoints.find(({ name }) => name === 'kept')!
    await ask('runs.nameCheckpoint', { runId, step, name: null })
    const { bytes } = await ask('runs.get', { runId })
    expect(await ask('runs.remove', { runId })).toEqual({ bytes })
  })
})
