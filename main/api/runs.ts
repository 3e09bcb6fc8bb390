/** Answers `runs.*`. */
import type { Store } from '../store/store.ts'
import type { Handlers } from './handlers.ts'

export function runHandlers(store: Store): Partial<Handlers<'runs'>> {
  return {
    list: () => store.runs.list().map((row) => ({ ...row, classes: row.classNames.length })),
    steps: ({ runId, after, limit }) => store.runs.steps(runId, after, limit),
  }
}
