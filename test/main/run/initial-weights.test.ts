import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importSources } from '../../../main/dataset/import.ts'
import { networkOf } from '../../../main/network/of-settings.ts'
import type { NewRunRequest } from '../../../main/run/create.ts'
import type { RunManager } from '../../../main/run/manager.ts'
import { initialParameters } from '../../../main/train/parameters.ts'
import { workerFile } from '../../../main/worker/spawn.ts'
import { type FiguresDataset, figuresDataset } from '../../support/figures-dataset.ts'
import { drive } from '../../support/runs/drive.ts'

const settings = { network: 'lenet', epochs: 12, batch: 10, threads: 1 } as const

let dataset: FiguresDataset
let manager: RunManager
let ended: (runId: number) => Promise<void>
let source: number
/** Two of the ten classes, in a dataset of their own. */
let fewer: number

beforeAll(async () => {
  dataset = await figuresDataset(10)
  const { store, datasetId, folder } = dataset
  ;({ manager, ended } = drive(store))
  source = manager.start({ datasetId, settings })
  const names = store.datasets.classes(datasetId).map(({ name }) => name)
  const part = join(folder, '..', 'part')
  for (const name of names.slice(0, 2)) cpSync(join(folder, name), join(part, name), { recursive: true })
  const request = { name: 'two', sources: [{ path: part }], validationShare: 0.2, testShare: 0 }
  const begun = await importSources(store, request, { workerFile: workerFile('import.worker') })
  await begun.ended
  fewer = begun.datasetId
  await ended(source)
}, 60_000)
afterAll(async () => {
  await manager.close()
  dataset.remove()
})

async function begin(request: Partial<NewRunRequest>): Promise<number> {
  const { datasetId } = dataset
  const runId = manager.start({
    datasetId,
    settings: { ...settings, epochs: 1 },
    weights: { runId: source },
    ...request,
  })
  await ended(runId)
  return runId
}

function weightsOf(runId: number, step: number): Map<string, Float32Array> {
  const { id } = dataset.store.checkpoints.at(runId, step)
  const tensors = dataset.store.checkpoints.tensors(id, (name) => !name.startsWith('velocity.'))
  return new Map(tensors.map(({ name, data }) => [name, data]))
}

describe('a run that begins with the weights of another', () => {
  it('has all of them for the same classes, and goes on from what they know', async () => {
    const { store } = dataset
    const runId = await begin({})
    expect(store.runs.get(runId).status).toBe('finished')
    const { step } = store.checkpoints.chosen(source)
    expect(weightsOf(runId, 0)).toEqual(weightsOf(source, step))
    expect(store.runLog.list(runId).map(({ event }) => event.kind)).toEqual(['weights', 'started'])
    expect(store.runLog.list(runId)[0]!.event).toEqual({ kind: 'weights', runId: source, fromStep: step, anew: null })
    const firstLoss = (of: number) => store.runs.steps(of, 0, 1000)[0]!.loss
    expect(firstLoss(runId)).toBeLessThan(0.9 * firstLoss(source))
  })

  it('has a last layer of its own for other classes, and sees pixels as the other did', async () => {
    const { store } = dataset
    const runId = await begin({ datasetId: fewer })
    const run = store.runs.get(runId)
    expect(run.status).toBe('finished')
    const { step } = store.checkpoints.chosen(source)
    const [own, others] = [weightsOf(runId, 0), weightsOf(source, step)]
    const drawn = initialParameters(networkOf(run.settings, 2), run.settings.initialiser, run.settings.seed)
    expect([...own.keys()].toSorted()).toEqual([...others.keys()].toSorted())
    for (const [name, data] of own) {
      expect(data, name).toEqual(name.startsWith('fc5.') ? drawn.get(name)!.data : others.get(name))
    }
    expect(store.runLog.list(runId)[0]!.event).toMatchObject({ kind: 'weights', anew: 'fc5' })
    expect(store.runInputs.get(runId)!.normalisation).toEqual(store.runInputs.normalisation(source))
    expect(new Set(store.runInputs.get(runId)!.training.labels)).toEqual(new Set([0, 1]))
  })

  it('can begin with a checkpoint of a step', async () => {
    const { step } = dataset.store.checkpoints.newest(source)
    const runId = await begin({ weights: { runId: source, step } })
    expect(weightsOf(runId, 0)).toEqual(weightsOf(source, step))
  })

  it('goes on from them where its first trainer died before its first checkpoint', async () => {
    const { store, datasetId } = dataset
    const { manager: other, trainer, ended: over } = drive(store)
    const whole = await begin({})
    const runId = other.start({ datasetId, settings: { ...settings, epochs: 1 }, weights: { runId: source } })
    trainer().kill()
    await over(runId)
    expect(store.runs.get(runId).status).toBe('interrupted')
    other.resume(runId)
    await over(runId)
    expect(store.runs.steps(runId, 0, 1000)).toEqual(store.runs.steps(whole, 0, 1000))
    await other.close()
  })

  it('is refused for another network, or where there are no weights, and leaves no run', () => {
    const { store, datasetId } = dataset
    const before = store.runs.list().length
    const start = (changes: Partial<NewRunRequest>) => () =>
      manager.start({ datasetId, settings, weights: { runId: source }, ...changes })
    expect(start({ settings: { ...settings, switches: { pooling: 'overlapping' } } })).toThrow(
      `The weights of run ${String(source)} (“lenet 1”) are those of another network: its pooling is average, not overlapping.`,
    )
    expect(start({ settings: { ...settings, network: 'alexnet-mini' } })).toThrow(
      'its architecture is lenet, not alexnet',
    )
    expect(start({ weights: { runId: 99 } })).toThrow('There is no run 99')
    expect(start({ weights: { runId: source, step: 1 } })).toThrow('has no checkpoint at step 1')
    expect(store.runs.list()).toHaveLength(before)
  })
})
