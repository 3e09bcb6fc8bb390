/**
 * What a person asks of a run, from any process: the one that holds the workspace does it, another leaves a request in
 * the store, where the trainer or the holder finds it within a second.
 */
import { Failure } from '../lib/failure.ts'
import type { RunRequest } from '../store/run-requests.ts'
import type { Store } from '../store/store.ts'
import type { RunManager } from './manager.ts'

export interface RunControl {
  /** Throws `Failure` where the run's state does not allow it. */
  ask(runId: number, request: RunRequest): Record<string, never>
}

export function control(store: Store, manager: RunManager | null): RunControl {
  return {
    ask(runId, request) {
      if (manager) act(manager, runId, request)
      else leave(store, runId, request)
      return {}
    },
  }
}

function act(manager: RunManager, runId: number, request: RunRequest): void {
  switch (request.kind) {
    case 'pause':
      manager.pause(runId)
      break
    case 'stop':
      manager.stop(runId)
      break
    case 'resume':
      manager.resume(runId, request.step ?? undefined)
      break
    case 'checkpoint':
    case 'rate':
    case 'rate-factor':
    case 'epochs':
      manager.ask(runId, request)
      break
    default:
      request satisfies never
  }
}

/** For the process that holds the workspace to find. */
function leave(store: Store, runId: number, request: RunRequest): void {
  const { status } = store.runs.get(runId)
  const isUnderWay = status === 'running' || status === 'waiting'
  const isWanted = request.kind === 'resume' ? !isUnderWay : request.kind === 'epochs' || isUnderWay
  if (!isWanted) {
    const what = request.kind === 'resume' ? 'cannot be resumed' : 'is not training'
    throw new Failure('conflict', `Run ${String(runId)} ${what}: it is ${status}.`)
  }
  store.runRequests.add(runId, request)
}
