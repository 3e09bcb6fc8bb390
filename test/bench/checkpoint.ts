/** How long a run stands still for a checkpoint, beside the time of its steps: a real run, seen from its host. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NetworkName, RunProgress } from '../../preload/contract/index.ts'
import { RunManager } from '../../main/run/manager.ts'
import { openStore } from '../../main/store/open.ts'
import { forkChild } from '../../main/worker/spawn.ts'
import { importAll } from '../support/imports.ts'
import { trainingSettings } from '../support/training-settings.ts'
import { median } from './median.ts'

export interface CheckpointBenchOptions {
  /** Pictures, one folder a class. */
  readonly folder: string
  readonly network: NetworkName
  readonly batch: number
  /** How many are asked for, one every ten steps; those at the ends of epochs come besides. */
  readonly checkpoints: number
}

/** All times in milliseconds. */
export interface CheckpointFigures {
  readonly bytes: number
  /** Medians of steps while nothing is written, and while a checkpoint is. */
  readonly step: number
  readonly stepBesideWriting: number
  /** Of each checkpoint: how long training stood still, and how long it took from there to be whole on the disk. */
  readonly still: readonly number[]
  readonly written: readonly number[]
}

interface Seen {
  readonly at: number
  readonly step: number
  readonly activity: RunProgress['activity']
}

const stepsBetween = 10

export async function benchCheckpoint(options: CheckpointBenchOptions): Promise<CheckpointFigures> {
  const { folder, network, batch, checkpoints } = options
  const root = mkdtempSync(join(tmpdir(), 'checkpoint-'))
  const store = openStore(root)
  const seen: Seen[] = []
  /** When the checkpoint of a step was found whole. */
  const whole = new Map<number, number>()
  const ended = Promise.withResolvers<undefined>()
  const manager = new RunManager({
    store,
    launch: forkChild,
    listener: {
      progress: ({ runId, step, activity }) => {
        const isNew = step > (seen.at(-1)?.step ?? 0)
        seen.push({ at: performance.now(), step, activity })
        if (!isNew || step % stepsBetween !== stepsBetween / 2) return
        if (step > checkpoints * stepsBetween) manager.stop(runId)
        else manager.ask(runId, { kind: 'checkpoint', name: null })
      },
      steps: () => undefined,
      usage: () => undefined,
      epoch: () => undefined,
      diagnoses: () => undefined,
      changed: (runId) => {
        if (!['waiting', 'running'].includes(store.runs.get(runId).status)) ended.resolve(undefined)
      },
    },
  })
  const timer = setInterval(() => {
    for (const { id } of store.runs.list())
      for (const { step } of store.checkpoints.list(id)) if (!whole.has(step)) whole.set(step, performance.now())
  }, 50)
  try {
    await importAll(store, [{ path: folder }], { name: 'pictures' })
    const settings = trainingSettings({ network, batch, epochs: 1000, threads: 0, checkpointMinutes: 1000 })
    const runId = manager.start({ datasetId: store.datasets.list()[0]!.id, settings, insist: true })
    await ended.promise
    const { bytes } = store.checkpoints.newest(runId)
    return { bytes, ...figuresOf(seen, whole) }
  } finally {
    clearInterval(timer)
    await manager.close()
    store.close()
    rmSync(root, { recursive: true, force: true })
  }
}

function figuresOf(seen: readonly Seen[], whole: ReadonlyMap<number, number>): Omit<CheckpointFigures, 'bytes'> {
  const pairs = seen.slice(1).map((to, index) => ({ from: seen[index]!, to, milliseconds: to.at - seen[index]!.at }))
  const saves = pairs.filter(({ from, to }) => from.activity === 'saving' && to.activity === 'training')
  const writings = saves.map(({ from, to }) => ({ begun: to.at, done: whole.get(from.step) ?? Infinity }))
  // The first step compiles.
  const steps = pairs.filter(
    ({ from, to }) => from.activity === 'training' && to.step === from.step + 1 && from.step > 0,
  )
  const isBeside = ({ at }: Seen) => writings.some(({ begun, done }) => at >= begun && at < done)
  return {
    step: Math.round(median(steps.filter(({ from }) => !isBeside(from)).map(({ milliseconds }) => milliseconds))),
    stepBesideWriting: Math.round(
      median(steps.filter(({ from }) => isBeside(from)).map(({ milliseconds }) => milliseconds)),
    ),
    still: saves.map(({ milliseconds }) => Math.round(milliseconds)),
    written: writings.map(({ begun, done }) => Math.round(done - begun)),
  }
}
