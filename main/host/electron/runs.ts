/** Follows the training runs from the API's events, for what a desktop shows of them outside the page. */
import type { Result } from '../../../preload/contract/index.ts'
import type { Api } from '../../api/api.ts'

export type EndedRun = Result<'runs.get'>

export interface RunListener {
  /** How much of the run under way is done, 0 to 1; null when none is any more. */
  progress(share: number | null): void
  ended(run: EndedRun): void
}

export interface RunWatch {
  /** Whether a run is under way. */
  readonly active: boolean
}

export function watchRuns(api: Pick<Api, 'call' | 'listen'>, listener: RunListener): RunWatch {
  const active = new Set<number>()

  async function look(runId: number): Promise<void> {
    const outcome = await api.call('runs.get', { runId })
    const run = outcome.ok ? (outcome.value as EndedRun) : null
    if (run?.status === 'running') {
      if (active.size === 0) listener.progress(0)
      active.add(runId)
    } else if (active.delete(runId)) {
      if (active.size === 0) listener.progress(null)
      if (run) listener.ended(run)
    }
  }

  api.listen((event, payload) => {
    if (event === 'runs.changed') void look((payload as { readonly runId: number }).runId)
    else if (event === 'runs.progress') {
      const { runId, step, steps } = payload as {
        readonly runId: number
        readonly step: number
        readonly steps: number
      }
      if (active.has(runId)) listener.progress(steps > 0 ? step / steps : 0)
    }
  })
  return {
    get active() {
      return active.size > 0
    },
  }
}
