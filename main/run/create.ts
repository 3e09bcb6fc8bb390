/** Makes a run out of what a person asked for: checks it against the dataset and fills in what was left open. */
import { availableParallelism } from 'node:os'
import type { TrainingRequest } from '../../preload/contract/index.ts'
import type { Store } from '../store/store.ts'
import { feasible } from './feasible.ts'
import { initialWeights, keepInitialWeights, type WeightsRequest } from './initial-weights.ts'
import { demandNoLeaks } from './leaks.ts'
import type { Suggestion } from './suggest.ts'
import { suggestSettings } from './suggest.ts'
import { list, trainable } from './trainable.ts'

export interface NewRunRequest {
  readonly datasetId: number
  /** Absent: the network and a number. */
  readonly name?: string | undefined
  readonly settings: Partial<TrainingRequest>
  /** Trains although duplicates lie in different splits. */
  readonly insist?: boolean
  /** Absent: they are drawn. */
  readonly weights?: WeightsRequest | undefined
}

/**
 * Settings for a dataset that it can be trained with, keeping those that are decided.
 * Throws `Failure` where the dataset does not exist or cannot be trained on.
 */
export function suggestFor(store: Store, datasetId: number, fixed: Partial<TrainingRequest> = {}): Suggestion {
  const { classes, empty, images } = trainable(store, datasetId)
  const { settings, reasons } = suggestSettings({
    images,
    classes: classes.length,
    cores: availableParallelism(),
    fixed,
  })
  if (empty.length === 0) return { settings, reasons }
  return { settings, reasons: [...reasons, `Left out, because without a readable picture: ${list(empty)}.`] }
}

/** Adds the run to the store, waiting to be started, and answers its id. Throws `Failure` where it cannot be trained. */
export function createRun(store: Store, request: NewRunRequest): number {
  const { datasetId, name, settings: asked, insist = false, weights: wanted } = request
  const { classes, images } = trainable(store, datasetId)
  const { settings } = suggestFor(store, datasetId, asked)
  feasible(settings, classes.length, images)
  demandNoLeaks(store, datasetId, insist)
  const classNames = classes.map((row) => row.name)
  const weights = wanted && initialWeights(store, wanted, settings, classNames)
  const runId = store.runs.create({
    name: name ?? freeName(store, settings.network),
    datasetId,
    settings,
    classNames,
    classIds: classes.map((row) => row.id),
  })
  try {
    if (weights) keepInitialWeights(store, runId, weights)
    store.snapshots.take(runId)
  } catch (error) {
    store.runs.remove(runId)
    throw error
  }
  return runId
}

/** `alexnet-mini 3`: what it begins with and the lowest number that no run has beside it. */
export function freeName(store: Store, beginning: string): string {
  const taken = new Set(store.runs.list().map((run) => run.name))
  let number = 1
  while (taken.has(`${beginning} ${String(number)}`)) number++
  return `${beginning} ${String(number)}`
}
