/** Answers `runs.*`. */
import type { CheckedParams, RunSummary, TrainingRequest } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { suggestFor } from '../run/create.ts'
import type { Suggestion } from '../run/suggest.ts'
import type { Devices } from '../run/devices.ts'
import { RunManager } from '../run/manager.ts'
import type { RunListener } from '../run/manager.ts'
import { planRun } from '../run/plan.ts'
import { previewRun } from '../run/preview.ts'
import { recipes, recipeSettings, saveRecipe } from '../run/recipes.ts'
import { control } from '../run/control.ts'
import type { RunRow, Store } from '../store/store.ts'
import type { Launch } from '../worker/spawn.ts'
import type { Checks } from './checks.ts'
import type { DeepReadonly, Emit, Handlers } from './handlers.ts'

export interface RunHandlerOptions {
  readonly store: Store
  /** `null` in a process that does not hold the workspace's lock and so may not begin runs. */
  readonly manager: RunManager | null
  readonly devices: Devices
  readonly checks: Checks
  readonly launch: Launch
  readonly emit: Emit
}

export function runHandlers({ store, manager, devices, checks, launch, emit }: RunHandlerOptions): Handlers<'runs'> {
  const held = (): RunManager => {
    if (manager) return manager
    throw new Failure('conflict', 'This process only reads the workspace; begin runs in the one that holds it.')
  }
  const runs = control(store, manager)
  const suggest = (datasetId: number, recipe: string | undefined, settings: Decided): Suggestion =>
    suggestFor(store, datasetId, {
      ...(recipe !== undefined && withoutUndefined(recipeSettings(store, recipe))),
      ...withoutUndefined(settings),
    })

  return {
    list: () => store.runs.list().map(summarise),
    get: ({ runId }) => {
      const row = store.runs.get(runId)
      return {
        ...summarise(row),
        epochs: store.runs.epochs(runId),
        progress: manager?.progress(runId) ?? null,
        classNames: row.classNames,
        checkpoints: store.checkpoints.list(runId).map(({ id: _id, runId: _runId, state: _state, ...rest }) => rest),
        log: store.runLog.list(runId),
        diagnoses: store.diagnoses.list(runId),
      }
    },
    steps: ({ runId, after, limit, until }) => {
      store.runs.get(runId)
      return store.runs.steps(runId, after, limit, until)
    },
    usage: ({ runId, limit }) => {
      store.runs.get(runId)
      return store.runs.usage(runId, limit)
    },
    suggest: ({ datasetId, recipe, network, device, settings }) =>
      suggest(datasetId, recipe, {
        ...settings,
        ...(network === undefined ? {} : { network }),
        ...(device === undefined ? {} : { device }),
      }),
    recipes: () => recipes(store),
    saveRecipe: ({ name, settings }) => {
      saveRecipe(store, name, withoutUndefined(settings))
      return {}
    },
    removeRecipe: ({ name }) => {
      store.recipes.remove(name)
      return {}
    },
    plan: ({ datasetId, recipe, settings }) => planRun(store, datasetId, suggest(datasetId, recipe, settings).settings),
    preview: async ({ datasetId, recipe, settings: decided }, { signal }) => {
      const { settings } = suggest(datasetId, recipe, decided)
      planRun(store, datasetId, settings)
      const device = await devices.resolve(settings.device)
      const besideRun = manager?.busy ?? store.runs.list().some(({ status }) => status === 'running')
      const question = { store, launch, datasetId, settings: { ...settings, device }, signal }
      return { ...(await previewRun(question)), besideRun }
    },
    start: async ({ datasetId, name, recipe, settings: decided, insist, weights }) => {
      const holder = held()
      // Duplicates may still be on their way to one side.
      await checks.idle(datasetId)
      const { settings } = suggest(datasetId, recipe, decided)
      const device = await devices.resolve(settings.device)
      return { runId: holder.start({ datasetId, name, insist, weights, settings: { ...settings, device } }) }
    },
    branch: async ({ runId, step, name, settings }) => {
      const device = settings.device === undefined ? {} : { device: await devices.resolve(settings.device) }
      return { runId: held().branch({ runId, step, name, settings: { ...withoutUndefined(settings), ...device } }) }
    },
    pause: ({ runId }) => runs.ask(runId, { kind: 'pause' }),
    stop: ({ runId }) => runs.ask(runId, { kind: 'stop' }),
    resume: ({ runId, step }) => runs.ask(runId, { kind: 'resume', step: step ?? null }),
    checkpoint: ({ runId, name }) => runs.ask(runId, { kind: 'checkpoint', name: name ?? null }),
    setRate: ({ runId, learningRate }) => runs.ask(runId, { kind: 'rate', learningRate }),
    scaleRate: ({ runId, factor }) => runs.ask(runId, { kind: 'rate-factor', factor }),
    setEpochs: ({ runId, epochs }) => runs.ask(runId, { kind: 'epochs', epochs }),
    nameCheckpoint: ({ runId, step, name }) => {
      store.checkpoints.rename(store.checkpoints.at(runId, step).id, name)
      emit('runs.changed', { runId })
      return {}
    },
    edit: ({ runId, ...words }) => {
      store.runs.edit(runId, words)
      emit('runs.changed', { runId })
      return {}
    },
    remove: ({ runId }) => ({ bytes: held().remove(runId) }),
  }
}

function summarise({ classIds: _classIds, classNames, ...row }: RunRow): DeepReadonly<RunSummary> {
  return { ...row, classes: classNames.length }
}

type Decided = CheckedParams<'runs.start'>['settings']

/** A setting that is present but undefined counts as left out. */
function withoutUndefined(settings: Decided): Partial<TrainingRequest> {
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
    usage: (runId, record) => {
      emit('runs.usage', { runId, record })
    },
    epoch: (runId, record) => {
      emit('runs.epoch', { runId, record })
    },
    diagnoses: (runId, diagnoses) => {
      emit('runs.diagnoses', { runId, diagnoses })
    },
    changed: (runId) => {
      emit('runs.changed', { runId })
    },
  }
}
