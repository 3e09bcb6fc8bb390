import { beforeEach, describe, expect, it } from 'vitest'
import type { EpochRecord, Evaluation, UsageRecord } from '../../../preload/contract/index.ts'
import type { Store } from '../../../main/store/store.ts'
import { trainingSettings } from '../../support/training-settings.ts'
import { temporaryStore } from '../../support/workspace.ts'

const settings = trainingSettings({ network: 'alexnet-mini' })

let store: Store
let pets: number
let run: number

beforeEach(async () => {
  store = await temporaryStore()
  pets = store.datasets.create('pets')
  run = store.runs.create({ name: 'first', datasetId: pets, settings, classNames: ['cat', 'dog'], classIds: [1, 2] })
})

function epoch(number: number, error: number | null, trainError = 0.5): EpochRecord {
  return {
    epoch: number,
    step: number * 10,
    train: { loss: 1.5, top1Error: trainError, top5Error: 0.1 },
    validation: error === null ? null : { loss: 1 + error, top1Error: error, top5Error: error / 2 },
    learningRate: 0.01,
    imagesPerSecond: 100.5,
    seconds: 12.25,
    waitingShare: 0.05,
    usage: null,
  }
}

describe('runs', () => {
  it('begin as they were made', () => {
    expect(store.runs.get(run)).toMatchObject({
      name: 'first',
      datasetId: pets,
      datasetName: 'pets',
      status: 'waiting',
      message: null,
      endedAt: null,
      settings,
      classNames: ['cat', 'dog'],
      classIds: [1, 2],
      device: null,
      epochsDone: 0,
      best: null,
      hasModel: false,
      parent: null,
      notes: '',
      tags: [],
      bytes: 0,
      seconds: 0,
    })
  })

  it('keep what happens to them', () => {
    store.runs.setStatus(run, 'running')
    store.runs.setDevice(run, 'CPU, 2 threads')
    expect(store.runs.get(run)).toMatchObject({
      status: 'running',
      endedAt: null,
      device: 'CPU, 2 threads',
    })
    store.runs.setStatus(run, 'failed', 'the loss became infinite')
    expect(store.runs.get(run)).toMatchObject({ status: 'failed', message: 'the loss became infinite' })
    expect(store.runs.get(run).endedAt).toBeGreaterThan(0)
  })

  it('are paused without an end, and written on by a person', () => {
    store.runs.setStatus(run, 'paused')
    store.runs.edit(run, { name: 'better', tags: ['night'] })
    store.runs.edit(run, { notes: 'More pictures.' })
    expect(store.runs.get(run)).toMatchObject({
      ...{ status: 'paused', endedAt: null, name: 'better', notes: 'More pictures.', tags: ['night'] },
    })
  })

  it('branch with what was measured up to a step', () => {
    store.runs.addSteps(
      run,
      [5, 10, 15].map((step) => ({ step, loss: step, learningRate: 0.1 })),
    )
    store.runs.addEpoch(run, epoch(1, 0.4))
    const parent = { runId: run, step: 10 }
    const branch = store.runs.create({ ...store.runs.get(run), name: 'branch', datasetId: pets, parent })
    store.runs.copyMeasurements(run, branch, 10)
    expect(store.runs.steps(branch, 0, 10).map(({ step }) => step)).toEqual([5, 10])
    expect(store.runs.epochs(branch)).toEqual(store.runs.epochs(run))
    expect(store.runs.get(branch).parent).toEqual(parent)
    store.runs.forgetAfter(branch, 5)
    expect([store.runs.steps(branch, 0, 10).length, store.runs.epochs(branch).length]).toEqual([1, 0])
    store.runs.remove(run)
    expect(store.runs.get(branch).parent).toEqual({ runId: null, step: 10 })
  })

  it('outlive their dataset, and are listed newest first', () => {
    const second = store.runs.create({ name: 'second', datasetId: pets, settings, classNames: [], classIds: [] })
    store.datasets.remove(pets)
    expect(store.runs.list().map(({ id, datasetId, datasetName }) => [id, datasetId, datasetName])).toEqual([
      [second, null, 'pets'],
      [run, null, 'pets'],
    ])
    store.runs.remove(second)
    expect(store.runs.list()).toHaveLength(1)
  })

  it('say which there are when one is not found', () => {
    expect(() => store.runs.get(9)).toThrow('There is no run 9. Runs: 1 (first).')
    for (const act of [() => store.runs.remove(9), () => store.runs.setStatus(9, 'running')])
      expect(act).toThrow('no run 9')
    const orphan = { name: 'x', datasetId: 9, settings, classNames: [], classIds: [] }
    expect(() => store.runs.create(orphan)).toThrow('There is no dataset 9 to train on')
  })
})

describe('epochs', () => {
  it('are kept as measured', () => {
    const records = [epoch(1, 0.4), epoch(2, null)]
    for (const record of records) store.runs.addEpoch(run, record)
    expect(store.runs.epochs(run)).toEqual(records)
    expect(store.runs.get(run).epochsDone).toBe(2)
  })

  it('are best by validation error, else by training error', () => {
    for (const [number, error] of [0.4, 0.2, 0.2, 0.3].entries()) store.runs.addEpoch(run, epoch(number + 1, error))
    expect(store.runs.get(run).best?.epoch).toBe(2)
    const other = store.runs.create({ name: 'other', datasetId: pets, settings, classNames: [], classIds: [] })
    for (const [number, error] of [0.4, 0.1, 0.3].entries()) store.runs.addEpoch(other, epoch(number + 1, null, error))
    expect(store.runs.get(other).best?.epoch).toBe(2)
  })
})

describe('steps', () => {
  const step = (number: number, loss: number) => ({ step: number, loss, learningRate: 0.01 })

  it('are kept, and replaced where a resumed run repeats them', () => {
    store.runs.addSteps(run, [step(1, 3), step(2, 2), step(3, 1)])
    store.runs.addSteps(run, [step(3, 1.5)])
    expect(store.runs.steps(run, 1, 100)).toEqual([step(2, 2), step(3, 1.5)])
  })

  it('are thinned with the extremes kept', () => {
    const losses = Array.from({ length: 1000 }, (_, index) =>
      index === 377 ? 50 : index === 612 ? -50 : (index % 7) / 7,
    )
    store.runs.addSteps(
      run,
      losses.map((loss, index) => step(index + 1, loss)),
    )
    const thinned = store.runs.steps(run, 0, 100)
    expect(thinned).toHaveLength(100)
    expect(thinned.map((record) => record.step)).toEqual(thinned.map((record) => record.step).toSorted((a, b) => a - b))
    expect(thinned).toContainEqual(step(378, 50))
    expect(thinned).toContainEqual(step(613, -50))
  })

  it('are all there in a part that is asked for', () => {
    const records = Array.from({ length: 1000 }, (_, index) => step(index + 1, (index % 7) / 7))
    store.runs.addSteps(run, records)
    expect(store.runs.steps(run, 400, 100, 450)).toEqual(records.slice(400, 450))
    expect(store.runs.steps(run, 400, 10, 450)).toHaveLength(10)
    expect(store.runs.steps(run, 2000, 10)).toEqual([])
  })

  it('leave no hole in the curve where some are missing', () => {
    store.runs.addSteps(run, [...Array.from({ length: 50 }, (_, index) => step(index + 1, index)), step(100_000, 7)])
    const thinned = store.runs.steps(run, 0, 20)
    expect(thinned.at(0)).toEqual(step(1, 0))
    expect(thinned.at(-1)).toEqual(step(100_000, 7))
    expect(thinned.every((record) => typeof record.loss === 'number')).toBe(true)
  })
})

describe('use of the machine', () => {
  const sample = (step: number, memoryBytes: number, gpuLoad: number | null = null): UsageRecord => ({
    step,
    imagesPerSecond: step,
    waitingShare: 0.25,
    memoryBytes,
    processorLoad: 0.5,
    gpuLoad,
    gpuMemoryBytes: gpuLoad === null ? null : 1000 * step,
  })

  it('is kept as it was measured, of single moments and of epochs', () => {
    const samples = [sample(10, 5e8), sample(20, 6e8, 0.75)]
    for (const record of samples) store.runs.addUsage(run, record)
    expect(store.runs.usage(run, 100)).toEqual(samples)
    const usage = { memoryBytes: 6e8, processorLoad: 0.5, gpuLoad: 0.25, gpuMemoryBytes: null }
    store.runs.addEpoch(run, { ...epoch(1, 0.4), usage })
    expect(store.runs.epochs(run)[0]!.usage).toEqual(usage)
  })

  it('is joined where there is much: mean loads, the highest memory, the last step', () => {
    for (let step = 1; step <= 100; step++) store.runs.addUsage(run, sample(step, step === 42 ? 9e9 : 1e9, 0.5))
    const joined = store.runs.usage(run, 10)
    expect(joined.map(({ step }) => step)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    expect(joined[0]).toEqual({ ...sample(10, 1e9, 0.5), imagesPerSecond: 5.5 })
    expect(joined.map(({ memoryBytes }) => memoryBytes / 1e9)).toEqual([1, 1, 1, 1, 9, 1, 1, 1, 1, 1])
    expect(store.runs.usage(run, 70)).toHaveLength(70)
  })

  it('goes with a branch up to its step, and is forgotten after a step', () => {
    for (const step of [10, 20, 30]) store.runs.addUsage(run, sample(step, 1e9))
    const branch = store.runs.create({ ...store.runs.get(run), name: 'branch', datasetId: pets })
    store.runs.copyMeasurements(run, branch, 20)
    expect(store.runs.usage(branch, 10)).toEqual([sample(10, 1e9), sample(20, 1e9)])
    store.runs.forgetAfter(branch, 10)
    expect(store.runs.usage(branch, 10)).toEqual([sample(10, 1e9)])
  })
})

describe('evaluations', () => {
  it('are kept one for each split and number of crops', () => {
    const evaluation: Evaluation = {
      runId: run,
      split: 'test',
      crops: 1,
      loss: 1,
      top1Error: 0.5,
      top5Error: 0.1,
      images: 20,
      seconds: 2,
    }
    store.runs.addEvaluation(evaluation)
    store.runs.addEvaluation({ ...evaluation, crops: 10 })
    store.runs.addEvaluation({ ...evaluation, loss: 0.9 })
    expect(store.runs.evaluations(run)).toEqual([
      { ...evaluation, loss: 0.9 },
      { ...evaluation, crops: 10 },
    ])
  })
})
