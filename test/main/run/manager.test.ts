import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type {
  EpochRecord,
  RunProgress,
  StepRecord,
  TrainingRequest,
  UsageRecord,
} from '../../../preload/contract/index.ts'
import { RunManager } from '../../../main/run/manager.ts'
import { lockRun } from '../../../main/store/lock.ts'
import type { Child, Launch } from '../../../main/worker/spawn.ts'
import { forkChild } from '../../../main/worker/spawn.ts'
import type { FiguresDataset } from '../../support/figures-dataset.ts'
import { figuresDataset } from '../../support/figures-dataset.ts'

const settings = { network: 'lenet', epochs: 2, batch: 10, threads: 1 } satisfies Partial<TrainingRequest>
const endless = { ...settings, epochs: 10_000 }

let dataset: FiguresDataset

beforeAll(async () => {
  dataset = await figuresDataset(10)
})
afterAll(() => dataset.remove())

/** A manager whose events and children are at hand, closed when the test is over. */
function manage() {
  const { store } = dataset
  const children: Child[] = []
  const progress: RunProgress[] = []
  const steps: StepRecord[] = []
  const epochs: EpochRecord[] = []
  const usage: UsageRecord[] = []
  const changed: number[] = []
  const watchers = new Set<() => void>()
  const launch: Launch = (...options) => {
    const child = forkChild(...options)
    children.push(child)
    return child
  }
  const manager = new RunManager({
    store,
    launch,
    listener: {
      progress: (heard) => void progress.push(heard),
      steps: (_runId, heard) => void steps.push(...heard),
      diagnoses: () => undefined,
      usage: (_runId, heard) => void usage.push(heard),
      epoch: (_runId, heard) => {
        epochs.push(heard)
        for (const watch of watchers) watch()
      },
      changed: (runId) => {
        changed.push(runId)
        for (const watch of watchers) watch()
      },
    },
  })
  onTestFinished(() => manager.close())
  /** Resolves once the condition holds, which is looked at whenever a run changes or an epoch ends. */
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const watch = () => {
        if (!condition()) return
        watchers.delete(watch)
        resolve()
      }
      watchers.add(watch)
      watch()
    })
  const status = (runId: number) => store.runs.get(runId).status
  const ended = (runId: number) => until(() => !['waiting', 'running'].includes(status(runId)))
  const start = (changes: Partial<TrainingRequest>) =>
    manager.start({ datasetId: dataset.datasetId, settings: changes })
  return { manager, store, children, progress, steps, epochs, usage, changed, until, ended, status, start }
}

describe('RunManager', () => {
  it('trains a run to its end, with everything in the store that it told', async () => {
    const { store, progress, steps, epochs, usage, ended, start } = manage()
    const runId = start(settings)
    await ended(runId)
    const run = store.runs.get(runId)
    expect(run).toMatchObject({
      status: 'finished',
      message: null,
      device: 'CPU, 1 thread',
      epochsDone: 2,
      hasModel: true,
    })
    expect(store.runInputs.normalisation(runId)!.scale).toBeGreaterThan(0.005)
    expect(store.runLog.list(runId).map(({ event }) => event)).toEqual([{ kind: 'started', device: 'CPU, 1 thread' }])
    const perEpoch = Math.ceil(
      dataset.store.pictures.samples(dataset.datasetId, 'train', run.classIds).labels.length / 10,
    )
    expect(store.runs.steps(runId, 0, 10_000).map(({ step }) => step)).toEqual(steps.map(({ step }) => step))
    expect(steps).toHaveLength(2 * perEpoch)
    expect(steps[0]!.loss).toBeGreaterThan(1)
    expect(store.runs.epochs(runId)).toEqual(epochs)
    expect(epochs.map(({ step, validation }) => [step, validation !== null])).toEqual([
      [perEpoch, true],
      [2 * perEpoch, true],
    ])
    expect(store.runs.usage(runId, 100)).toEqual(usage)
    expect(usage.map(({ step }) => step)).toEqual([perEpoch, 2 * perEpoch])
    for (const [index, sample] of usage.entries()) {
      const { memoryBytes, processorLoad } = sample
      expect(epochs[index]!.usage).toEqual({ memoryBytes, processorLoad, gpuLoad: null, gpuMemoryBytes: null })
      expect(sample.imagesPerSecond).toBeGreaterThan(0)
      expect(memoryBytes).toBeGreaterThan(3e7)
      expect(processorLoad).toBeGreaterThan(0)
    }
    expect(progress[0]).toMatchObject({ runId, activity: 'starting', step: 0, steps: 2 * perEpoch, epochs: 2 })
    expect(progress.at(-1)).toMatchObject({ activity: 'saving', epoch: 2, step: 2 * perEpoch })
    const { id, step } = store.checkpoints.newest(runId)
    expect(step).toBe(2 * perEpoch)
    const names = store.checkpoints.tensors(id).map(({ name }) => name)
    expect(names).toContain('conv1.weight')
    expect(names).toContain('velocity.conv1.weight')
  })

  it('trains the same network again from the same settings', async () => {
    const { store, ended, start } = manage()
    const [one, other] = [start({ ...settings, epochs: 1 }), start({ ...settings, epochs: 1 })]
    await ended(other)
    expect(store.runs.steps(other, 0, 1000)).toEqual(store.runs.steps(one, 0, 1000))
  })

  it('lets a second run wait, and stops both in their own way', async () => {
    const { manager, store, epochs, until, ended, status, start } = manage()
    const [first, second] = [start(endless), start(endless)]
    expect([status(first), status(second)]).toEqual(['running', 'waiting'])
    manager.stop(second)
    expect(store.runs.get(second)).toMatchObject({ status: 'stopped', message: 'It was stopped before it began.' })
    await until(() => epochs.length > 0)
    expect(manager.progress(first)).toMatchObject({ runId: first })
    expect(() => manager.remove(first)).toThrow('Stop it first')
    manager.stop(first)
    await ended(first)
    expect(store.runs.get(first)).toMatchObject({ status: 'stopped', hasModel: true })
    expect(store.checkpoints.newest(first).step).toBe(store.runs.steps(first, 0, 10_000).at(-1)!.step)
    expect(() => manager.stop(first)).toThrow(`Run ${String(first)} is not training: it is stopped.`)
    expect(manager.progress(first)).toBeNull()
    manager.remove(first)
    expect(() => store.runs.get(first)).toThrow('There is no run')
  })

  it('outlives its trainer: the run is interrupted and the next one begins', async () => {
    const { store, children, until, ended, status, start } = manage()
    const [first, second] = [start(endless), start({ ...settings, epochs: 1 })]
    await until(() => store.runs.get(first).hasModel)
    children[0]!.kill()
    await ended(first)
    expect(store.runs.get(first)).toMatchObject({ status: 'interrupted', hasModel: true })
    expect(store.runs.get(first).message).toContain(
      'The trainer’s process ended unexpectedly (signal SIGKILL); the run can be resumed.',
    )
    await ended(second)
    expect(status(second)).toBe('finished')
  })

  it('closes with a checkpoint, and lets nothing begin after it', async () => {
    const { manager, store, epochs, until, start } = manage()
    const [first, second] = [start(endless), start(endless)]
    await until(() => epochs.length > 0)
    await manager.close()
    expect(store.runs.get(first)).toMatchObject({ status: 'paused', hasModel: true })
    expect(store.runs.get(second)).toMatchObject({ status: 'interrupted' })
  })

  it('finds the end of runs that a crash left unfinished', async () => {
    const { store, status } = manage()
    const run = { name: 'left', datasetId: dataset.datasetId, settings: store.runs.list()[0]!.settings }
    const left = store.runs.create({ ...run, classNames: ['a', 'b'], classIds: [1, 2] })
    store.runs.setStatus(left, 'running')
    manage()
    expect(status(left)).toBe('interrupted')
    expect(store.runs.get(left).message).toBe('The program ended while this run was training. It can be resumed.')
  })

  it('hears when the trainer of a host that crashed has written its last checkpoint', async () => {
    const { store } = manage()
    const run = { name: 'left', datasetId: dataset.datasetId, settings: store.runs.list()[0]!.settings }
    const left = store.runs.create({ ...run, classNames: ['a', 'b'], classIds: [1, 2] })
    store.runs.setStatus(left, 'running')
    const release = lockRun(store.workspace, left)!
    const { changed } = manage()
    const heard = () => changed.filter((runId) => runId === left).length
    expect(heard()).toBe(1)
    await delay(1500)
    expect(heard()).toBe(1)
    release()
    await vi.waitFor(() => expect(heard()).toBe(2), 3000)
    await delay(1500)
    expect(heard()).toBe(2)
  })

  it('measures anew what comes after the checkpoint that a run goes on from', async () => {
    const { manager, store, until, ended, start } = manage()
    const runId = start(endless)
    await until(() => store.runs.epochs(runId).length > 0)
    manager.ask(runId, { kind: 'checkpoint', name: 'kept' })
    const kept = () => store.checkpoints.list(runId).find(({ name }) => name === 'kept')
    await until(() => kept() !== undefined)
    const { step, epoch } = kept()!
    await until(() => store.runs.epochs(runId).length > epoch + 1)
    manager.pause(runId)
    await ended(runId)
    store.runs.setSettings(runId, { ...store.runs.get(runId).settings, epochs: epoch + 1 })
    manager.resume(runId, step)
    await ended(runId)
    expect(store.runs.get(runId).status).toBe('finished')
    const again = store.runs.epochs(runId)
    expect(again.map((one) => one.epoch)).toEqual(Array.from({ length: epoch + 1 }, (_, place) => place + 1))
    expect(store.runs.steps(runId, 0, 10_000).at(-1)!.step).toBe(again.at(-1)!.step)
  })

  it('says why a run failed', async () => {
    const { store, ended, start } = manage()
    const diverging = start({ ...endless, learningRate: 10, weightDecay: 1 })
    await ended(diverging)
    expect(store.runs.get(diverging)).toMatchObject({ status: 'failed' })
    expect(store.runs.get(diverging).message).toContain('Start again with a lower learning rate')
    const elsewhere = start({ ...settings, device: 'abacus' })
    await ended(elsewhere)
    expect(store.runs.get(elsewhere)).toMatchObject({ status: 'failed' })
    expect(store.runs.get(elsewhere).message).toMatch(/abacus.*cpu/)
  })
})
