/** Answers `runs.*`. */
import type { CheckedParams, RunSummary, TrainingRequest } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { suggestFor } from '../run/create.ts'
import type { Devices } from '../run/devices.ts'
import { RunManager } from '../run/manager.ts'
import type { RunListener } from '../run/manager.ts'
import type { RunRow, Store } from '../store/store.ts'
import type { Checks } from './checks.ts'
import type { DeepReadonly, Emit, Handlers } from './handlers.ts'

/** `manager` is null in a process that does not hold the workspace's lock and so may not begin runs. */
export function runHandlers(
  store: Store,
  manager: RunManager | null,
  devices: Devices,
  checks: Checks,
): Handlers<'runs'> {
  const held = (): RunManager => {
    if (manager) return manager
    throw new Failure('conflict', 'This process only reads the workspace; begin and end runs in the one that holds it.')
  }
  return {
    list: () => store.runs.list().map(summarise),
    get: ({ runId }) => {
      const row = store.runs.get(runId)
      const progress = manager?.progress(runId) ?? null
      return { ...summarise(row), epochs: store.runs.epochs(runId), progress, classNames: row.classNames }
    },
    steps: ({ runId, after, limit }) => {
      store.runs.get(runId)
      return store.runs.steps(runId, after, limit)
    },
    suggest: ({ datasetId, network, device }) =>
      suggestFor(store, datasetId, {
        ...(network === undefined ? {} : { network }),
        ...(device === undefined ? {} : { device }),
      }),
    start: async ({ datasetId, name, settings, insist }) => {
      const runs = held()
      // Duplicates may still be on their way to one side.
      await checks.idle(datasetId)
      const device = await devices.resolve(settings.device ?? 'auto')
      return { runId: runs.start({ datasetId, name, insist, settings: { ...withoutUndefined(settings), device } }) }
    },
    stop: ({ runId }) => {
      held().stop(runId)
      return {}
    },
    remove: ({ runId }) => {
      held().remove(runId)
      return {}
    },
  }
}

function summarise({
  classIds: _classIds,
  classNames,
  normalisation: _normalisation,
  ...row
}: RunRow): DeepReadonly<RunSummary> {
  return { ...row, classes: classNames.length }
}

/** A setting that is present but undefined counts as left out. */
function withoutUndefined(settings: CheckedParams<'runs.start'>['settings']): Partial<TrainingRequest> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

/** Turns what happens to runs into events. */
export function runEvents(emit: Emit): RunListener {
  return {
    progress: (progress) => {
      emit('runs.progress', progress)
    },
    steps: (runId, records) => {
      emit('runs.steps', { runId, records })
    },
    epoch: (runId, record) => {
      emit('runs.epoch', { runId, record })
    },
    changed: (runId) => {
      emit('runs.changed', { runId })
    },
  }
}
