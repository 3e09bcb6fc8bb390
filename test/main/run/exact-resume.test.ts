/**
 * A run that was interrupted anywhere and resumed comes to what one that was not comes to, byte for byte. Real trainers,
 * hosts and files; the moments are random, and the same in every run of the test.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../../main/lib/random.ts'
import { openStore } from '../../../main/store/open.ts'
import { drive } from '../../support/runs/drive.ts'
import type { FiguresDataset } from '../../support/figures-dataset.ts'
import { figuresDataset } from '../../support/figures-dataset.ts'
import type { HostMessage } from '../../support/runs/host.ts'
import type { Outcome } from '../../support/runs/outcome.ts'
import { outcomeOf } from '../../support/runs/outcome.ts'
import { trainingSettings } from '../../support/training-settings.ts'

/** A plateau, dropout and all augmentation: everything that has a state or draws. A checkpoint is due every 0.6 s. */
const settings = trainingSettings({
  switches: { width: 0.25 },
  ...{ epochs: 10, batch: 6, schedule: 'plateau', plateauPatience: 2, rateDrop: 0.5 },
  ...{ dropout: 0.2, augmentation: { crop: true, mirror: true, colour: true }, checkpointMinutes: 0.01 },
})

let dataset: FiguresDataset
let whole: Outcome
const random = new Random(1, 'sample')
/** Milliseconds after the trainer's first step. */
const moment = () => random.integer(500)

beforeAll(async () => {
  dataset = await figuresDataset(10)
  const { manager, ended } = drive(dataset.store)
  const runId = manager.start({ datasetId: dataset.datasetId, settings })
  await ended(runId)
  whole = outcomeOf(dataset.store, runId)
  await manager.close()
}, 60_000)
afterAll(() => dataset.remove())

/** Ends processes of a run's host and trainer until `count` were ended, going on after each; whole runs are compared. */
async function interruptHosts(count: number, end: (host: number, trainer: number) => void): Promise<void> {
  const { store } = dataset
  let ends = 0
  while (ends < count) {
    const runId = waitingRun()
    while (store.runs.get(runId).status !== 'finished') {
      const host = fork(resolve('test/support/runs/host.ts'), [store.workspace, String(runId)], { execArgv: [] })
      const exited = once(host, 'exit')
      let trainer = 0
      const began = new Promise<void>((resolve) => {
        host.on('message', (message: HostMessage) => {
          if (message.type === 'trainer') trainer = message.pid
          else resolve()
        })
      })
      await Promise.race([began, exited])
      if (ends < count) {
        await Promise.race([delay(moment()), exited])
        if (host.exitCode === null) {
          end(host.pid!, trainer)
          ends++
        }
      }
      await exited
    }
    expect(outcomeOf(store, runId)).toEqual(whole)
  }
}

/** A run like the whole one, not begun. */
function waitingRun(): number {
  const { store, datasetId } = dataset
  const { name, classNames, classIds, settings: same } = store.runs.get(store.runs.list().at(-1)!.id)
  const runId = store.runs.create({ name, datasetId, settings: same, classNames, classIds })
  store.runs.setStatus(runId, 'paused')
  return runId
}

describe('a run that was interrupted and resumed comes to the same weights', () => {
  it('its trainer killed at 20 moments', async () => {
    const { store } = dataset
    let kills = 0
    while (kills < 20) {
      const { manager, trainer, training, ended } = drive(store)
      const runId = waitingRun()
      while (store.runs.get(runId).status !== 'finished') {
        manager.resume(runId)
        // One that was killed after its last step ends without another.
        await Promise.race([training(), ended(runId)])
        if (kills < 20 && store.runs.get(runId).status === 'running') {
          await Promise.race([delay(moment()), ended(runId)])
          if (store.runs.get(runId).status === 'running') kills++
          trainer().kill()
        }
        await ended(runId)
        expect(['interrupted', 'finished']).toContain(store.runs.get(runId).status)
      }
      expect(outcomeOf(store, runId)).toEqual(whole)
      await manager.close()
    }
  }, 400_000)

  it('its host killed at 10 moments', async () => {
    await interruptHosts(10, (host) => signal(host, 'SIGKILL'))
  }, 400_000)

  it('both killed at 10 moments', async () => {
    await interruptHosts(10, (host, trainer) => {
      signal(trainer, 'SIGKILL')
      signal(host, 'SIGKILL')
    })
  }, 400_000)

  it('its files as they were at 20 moments, as after a power cut', async () => {
    const { store } = dataset
    const copies: { folder: string; runId: number; steps: number }[] = []
    while (copies.length < 20) {
      const { manager, trainer, training, ended } = drive(store)
      const runId = waitingRun()
      manager.resume(runId)
      await training()
      while (copies.length < 20 && store.runs.get(runId).status === 'running') {
        await delay(moment() / 4)
        if (store.runs.get(runId).status !== 'running') break
        const { pid } = trainer()
        signal(pid!, 'SIGSTOP')
        await stopped(pid!)
        // It may have ended in the last moment.
        if (store.runs.get(runId).status === 'running') {
          const steps = store.runs.steps(runId, 0, 1_000_000).length
          const folder = copyWorkspace(store.workspace, `${store.workspace}-${String(copies.length)}`)
          copies.push({ folder, runId, steps })
        }
        signal(pid!, 'SIGCONT')
      }
      await ended(runId)
      await manager.close()
    }
    const resumed = async ({ folder, runId, steps }: (typeof copies)[number]): Promise<void> => {
      const copy = openStore(folder)
      // More where it was stopped between writing a step and telling readers of it.
      expect(copy.runs.steps(runId, 0, 1_000_000).length).toBeGreaterThanOrEqual(steps)
      const { manager, ended } = drive(copy)
      const { status } = copy.runs.get(runId)
      // The same holds for the run's end.
      expect(['interrupted', 'finished']).toContain(status)
      if (status === 'interrupted') {
        manager.resume(runId)
        await ended(runId)
      }
      expect(outcomeOf(copy, runId)).toEqual(whole)
      await manager.close()
      copy.close()
    }
    while (copies.length > 0) await Promise.all(copies.splice(0, 2).map(resumed))
  }, 400_000)
})

/** Sends a signal to a process; one that has just ended by itself is as good. */
function signal(pid: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Resolves when every thread of a process that was told to stop has done so, or the process has ended. */
async function stopped(pid: number): Promise<void> {
  const stands = (thread: string) =>
    /\) [TZX] /.test(readFileSync(join('/proc', String(pid), 'task', thread, 'stat'), 'utf8'))
  for (;;) {
    try {
      if (readdirSync(join('/proc', String(pid), 'task')).every(stands)) return
    } catch {
      // A thread or the process ended while it was looked at; systems without /proc stop within a moment.
      if (!existsSync(join('/proc', String(pid)))) {
        await delay(100)
        return
      }
    }
    await delay(1)
  }
}

/** The store's files as they lie there, the log among them, beside the pixels, which do not change. */
function copyWorkspace(workspace: string, folder: string): string {
  mkdirSync(folder)
  for (const name of ['workspace.sqlite', 'workspace.sqlite-wal']) {
    if (existsSync(join(workspace, name))) copyFileSync(join(workspace, name), join(folder, name))
  }
  symlinkSync(join(workspace, 'pixels'), join(folder, 'pixels'), 'junction')
  return folder
}
