/** Runs at hand in a test's own process: begin, wait, and get at the trainer. */
import { RunManager } from '../../../main/run/manager.ts'
import type { Store } from '../../../main/store/store.ts'
import type { Child } from '../../../main/worker/spawn.ts'
import { forkChild } from '../../../main/worker/spawn.ts'

export interface Drive {
  readonly manager: RunManager
  /** The newest trainer. */
  readonly trainer: () => Child
  /** Resolves once the condition holds; it is looked at whenever something is heard of a run. */
  until(condition: () => boolean): Promise<void>
  /** Resolves when the run neither waits nor trains. */
  ended(runId: number): Promise<void>
  /** Resolves when the newest trainer has begun to train. */
  training(): Promise<void>
}

export function drive(store: Store): Drive {
  const watchers = new Set<() => void>()
  let child: Child | undefined
  let activity = ''
  const heard = () => {
    for (const watch of watchers) watch()
  }
  const manager = new RunManager({
    store,
    launch: (...options) => {
      activity = ''
      return (child = forkChild(...options))
    },
    listener: {
      progress: (progress) => {
        activity = progress.activity
        heard()
      },
      steps: heard,
      epoch: heard,
      diagnoses: heard,
      usage: heard,
      changed: heard,
    },
  })
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
  return {
    manager,
    trainer: () => child!,
    until,
    ended: (runId) => until(() => !['waiting', 'running'].includes(store.runs.get(runId).status)),
    training: () => until(() => activity === 'training' || activity === 'validating' || activity === 'saving'),
  }
}
