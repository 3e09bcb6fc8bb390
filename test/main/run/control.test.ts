import SQLite from 'better-sqlite3'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TrainingRequest } from '../../../preload/contract/index.ts'
import type { Drive } from '../../support/runs/drive.ts'
import { drive } from '../../support/runs/drive.ts'
import type { FiguresDataset } from '../../support/figures-dataset.ts'
import { figuresDataset } from '../../support/figures-dataset.ts'
import { outcomeOf } from '../../support/runs/outcome.ts'
import { trainingSettings } from '../../support/training-settings.ts'

const small = { switches: { width: 0.25 }, batch: 6 } satisfies Partial<TrainingRequest>
const long = { ...small, epochs: 1000, schedule: 'constant', warmupEpochs: 0 } satisfies Partial<TrainingRequest>

let dataset: FiguresDataset
let driven: Drive

beforeAll(async () => {
  dataset = await figuresDataset(10)
  driven = drive(dataset.store)
}, 60_000)
afterAll(async () => {
  await driven.manager.close()
  dataset.remove()
})

const start = (changes: Partial<TrainingRequest>) =>
  driven.manager.start({ datasetId: dataset.datasetId, settings: trainingSettings(changes) })
const stepsOf = (runId: number) => dataset.store.runs.steps(runId, 0, 1_000_000)
const stepsDone = (runId: number) => stepsOf(runId).at(-1)?.step ?? 0
const eventsOf = (runId: number) => dataset.store.runLog.list(runId).map(({ event }) => event)

describe('a run under control', { timeout: 200_000 }, () => {
  it('pauses with a checkpoint of its last step and goes on from there, with another end', async () => {
    const { store } = dataset
    const { manager, until, ended } = driven
    const runId = start(long)
    await until(() => stepsDone(runId) > 0)
    manager.pause(runId)
    await ended(runId)
    expect(store.runs.get(runId)).toMatchObject({ status: 'paused', message: null, endedAt: null })
    const paused = stepsDone(runId)
    expect(store.checkpoints.newest(runId).step).toBe(paused)
    const { epochsDone } = store.runs.get(runId)
    expect(() => manager.ask(runId, { kind: 'epochs', epochs: epochsDone })).toThrow('Choose more than that.')
    manager.ask(runId, { kind: 'epochs', epochs: epochsDone + 2 })
    expect(store.runs.get(runId).settings.epochs).toBe(epochsDone + 2)
    manager.resume(runId)
    await ended(runId)
    expect(store.runs.get(runId)).toMatchObject({ status: 'finished', epochsDone: epochsDone + 2 })
    expect(eventsOf(runId).map(({ kind }) => kind)).toEqual(['started', 'paused', 'epochs', 'resumed'])
    expect(stepsOf(runId).map(({ step }) => step)).toEqual(
      Array.from({ length: stepsDone(runId) }, (_, index) => index + 1),
    )
    expect(() => manager.resume(runId)).toThrow('Give it more, then resume.')
  })

  it('takes a rate while it goes, and comes to it again after a crash', async () => {
    const { store } = dataset
    const { manager, until, ended, trainer } = driven
    const runId = start(long)
    await until(() => stepsDone(runId) > 0)
    manager.ask(runId, { kind: 'rate-factor', factor: 0.1 })
    manager.ask(runId, { kind: 'checkpoint', name: 'after the drop' })
    await until(() => stepsOf(runId).at(-1)!.learningRate < 0.002 && store.checkpoints.list(runId).length > 0)
    trainer().kill()
    await ended(runId)
    const before = stepsOf(runId)
    const change = store.runLog.list(runId).find(({ event }) => event.kind === 'rate')!
    expect(change.event).toMatchObject({ scheduled: 0.01, drops: 0 })
    expect(before[change.step - 1]!.learningRate).toBe(0.01)
    expect(before[change.step]!.learningRate).toBeCloseTo(0.001, 9)
    const first = store.checkpoints.list(runId).at(-1)!.step
    manager.resume(runId, first)
    await until(() => store.runs.get(runId).status === 'running' && stepsDone(runId) > before.length)
    manager.stop(runId)
    await ended(runId)
    expect(stepsOf(runId).slice(0, before.length)).toEqual(before)
    expect(store.checkpoints.list(runId).map(({ name }) => name)).toContain('after the drop')
    expect(store.runs.get(runId).status).toBe('stopped')
  })

  it('says which checkpoint is damaged, and goes on from the one before to the same end', async () => {
    const { store } = dataset
    const { manager, ended } = driven
    const whole = start({ ...small, epochs: 4 })
    await ended(whole)
    const outcome = outcomeOf(store, whole)
    const [newest, before] = store.checkpoints.list(whole)
    const database = new SQLite(join(store.workspace, 'workspace.sqlite'))
    database
      .prepare(
        `UPDATE chunks SET data = zeroblob(length(data)) WHERE tensorId =
          (SELECT id FROM tensors WHERE checkpointId = ? AND name = 'conv1.weight')`,
      )
      .run(newest!.id)
    database.close()
    store.runs.setStatus(whole, 'interrupted')
    manager.resume(whole)
    await ended(whole)
    expect(store.runs.get(whole)).toMatchObject({ status: 'failed' })
    expect(store.runs.get(whole).message).toMatch(
      new RegExp(
        `step ${String(newest!.step)} is damaged: in tensor conv1.weight.* of step ${String(before!.step)}\\.$`,
      ),
    )
    expect(eventsOf(whole)).toContainEqual(expect.objectContaining({ kind: 'damaged', checkpointStep: newest!.step }))
    manager.resume(whole)
    await ended(whole)
    expect(outcomeOf(store, whole)).toEqual(outcome)
  })

  it('branches from a checkpoint: to the same end with the same settings, elsewhere with others', async () => {
    const { store } = dataset
    const { manager, ended } = driven
    const parent = start({ ...small, epochs: 4, schedule: 'plateau', plateauPatience: 1 })
    await ended(parent)
    const { step } = store.checkpoints.list(parent)[1]!
    const branch = manager.branch({ runId: parent, step, settings: {} })
    await ended(branch)
    expect(outcomeOf(store, branch)).toEqual(outcomeOf(store, parent))
    expect(store.runs.get(branch)).toMatchObject({
      parent: { runId: parent, step },
      name: `${store.runs.get(parent).name} branch 1`,
    })
    const other = manager.branch({ runId: parent, step, name: 'slower', settings: { learningRate: 1e-4, epochs: 5 } })
    await ended(other)
    expect(store.runs.get(other)).toMatchObject({ status: 'finished', epochsDone: 5, name: 'slower' })
    expect(stepsOf(other)[step]!.learningRate).toBe(1e-4)
    expect(stepsOf(other).slice(0, step)).toEqual(stepsOf(parent).slice(0, step))
    expect(() => manager.branch({ runId: parent, step, settings: { batch: 4 } })).toThrow('A branch keeps the batch')
    const last = store.checkpoints.newest(parent).step
    expect(() => manager.branch({ runId: parent, step: last, settings: {} })).toThrow('4 epochs behind it')
    expect(() => manager.branch({ runId: parent, step: 1, settings: {} })).toThrow('has no checkpoint at step 1')
  })

  it('trains with every technique that can be switched on', async () => {
    const { store } = dataset
    const runId = start({
      ...small,
      ...{ epochs: 2, switches: { width: 0.5, activation: 'relu', pooling: 'overlapping', crop: 32 }, mean: 'picture' },
      ...{ schedule: 'step', stepEpochs: 1, warmupEpochs: 0, labelSmoothing: 0.1, gradientNormLimit: 1 },
      ...{ classWeights: 'balanced', biasRate: 2, biasDecay: false, dropout: 0.5, memoryLimit: 400 },
      augmentation: { crop: true, mirror: true, colour: true },
    })
    await driven.ended(runId)
    expect(store.runs.get(runId)).toMatchObject({ status: 'finished', epochsDone: 2 })
    expect(store.runs.epochs(runId).map(({ learningRate }) => learningRate)).toEqual([0.01, expect.closeTo(0.001, 9)])
    expect(store.runInputs.normalisation(runId)!.mean).toHaveLength(32 * 32 * 3)
  })
})
