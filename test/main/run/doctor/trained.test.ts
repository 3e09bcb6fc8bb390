import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Diagnosis, TrainingRequest } from '../../../../preload/contract/index.ts'
import { RunManager } from '../../../../main/run/manager.ts'
import { forkChild } from '../../../../main/worker/spawn.ts'
import type { FiguresDataset } from '../../../support/figures-dataset.ts'
import { figuresDataset } from '../../../support/figures-dataset.ts'

vi.setConfig({ testTimeout: 60_000 })

let dataset: FiguresDataset

beforeAll(async () => {
  dataset = await figuresDataset(10)
})
afterAll(() => dataset.remove())

/** Trains a run in a process of its own to its end; answers its number and the last diagnoses that were told. */
async function train(settings: Partial<TrainingRequest>) {
  const { store, datasetId } = dataset
  const ended = Promise.withResolvers<undefined>()
  let told: readonly Diagnosis[] = []
  const manager = new RunManager({
    store,
    launch: forkChild,
    listener: {
      progress: () => undefined,
      steps: () => undefined,
      epoch: () => undefined,
      usage: () => undefined,
      diagnoses: (_runId, diagnoses) => void (told = diagnoses),
      changed: (runId) => {
        if (!['waiting', 'running'].includes(store.runs.get(runId).status)) ended.resolve(undefined)
      },
    },
  })
  const runId = manager.start({ datasetId, settings: { network: 'lenet', batch: 10, threads: 1, ...settings } })
  await ended.promise
  await manager.close()
  return { runId, told }
}

it('ends a run whose loss is no number, keeps its last good checkpoint, and offers to go on from there', async () => {
  const { store } = dataset
  const settings = { epochs: 50, learningRate: 10, weightDecay: 1, schedule: 'constant', warmupEpochs: 5 } as const
  const { runId, told } = await train(settings)
  expect(store.runs.get(runId)).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/diverged/) as string,
  })
  const kept = store.checkpoints.newest(runId)
  expect(store.checkpoints.tensors(kept.id).every(({ data }) => data.every(Number.isFinite))).toBe(true)
  expect(store.diagnoses.list(runId)).toEqual(told)
  expect(told.find(({ illness }) => illness === 'diverged')).toMatchObject({
    current: true,
    evidence: { checkpoint: kept.step },
    cures: [{ kind: 'branch', step: kept.step }, { kind: 'start' }],
  })
})

it('tells and keeps what ails a run that goes on', async () => {
  const settings = {
    epochs: 12,
    learningRate: 0.001,
    initialiser: 'paper',
    schedule: 'constant',
    warmupEpochs: 0,
  } as const
  const { runId, told } = await train(settings)
  expect(dataset.store.runs.get(runId).status).toBe('finished')
  expect(told.map(({ illness, current }) => [illness, current])).toEqual([['stuck', true]])
  expect(dataset.store.diagnoses.list(runId)).toEqual(told)
})
