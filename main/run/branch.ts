/** A run that goes on from a checkpoint of another, with settings of its own, and leaves the other as it is. */
import type { TrainingRequest } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { datasetOf } from '../store/dataset-of.ts'
import type { Store } from '../store/store.ts'
import type { TrainState } from '../train/listener.ts'
import { freeName } from './create.ts'
import { feasible } from './feasible.ts'

export interface BranchRequest {
  readonly runId: number
  /** Of the checkpoint. */
  readonly step: number
  readonly name?: string | undefined
  readonly settings: Partial<TrainingRequest>
}

/** What a checkpoint and its place in the run rest on. */
const fixed = ['network', 'switches', 'batch', 'initialiser', 'mean', 'seed'] as const

/**
 * Adds the run to the store with the checkpoint, the measurements and the inputs up to there, waiting to be started;
 * answers its id. Throws `Failure` where there is no such checkpoint, where a setting cannot be another, or where its
 * epochs leave nothing to train.
 */
export function branchRun(store: Store, { runId, step, name, settings: asked }: BranchRequest): number {
  const parent = store.runs.get(runId)
  const datasetId = datasetOf(parent)
  const checkpoint = store.checkpoints.at(runId, step)
  const settings = { ...parent.settings, ...asked }
  const changed = fixed.find((key) => JSON.stringify(settings[key]) !== JSON.stringify(parent.settings[key]))
  if (changed) {
    throw new Failure(
      'invalid-input',
      `A branch keeps the ${changed} of its run, which the checkpoint rests on. Start a new run for another.`,
    )
  }
  const ended = (checkpoint.state as TrainState).epoch - 1
  if (settings.epochs <= ended) {
    throw new Failure(
      'invalid-input',
      `The checkpoint of step ${String(step)} has ${String(ended)} epochs behind it, and a branch goes on from there. Give it more epochs than that.`,
    )
  }
  const inputs = store.runInputs.get(runId)
  if (inputs) feasible(settings, parent.classIds.length, inputs.training.labels.length)
  const branchId = store.runs.create({
    name: name ?? freeName(store, `${parent.name} branch`),
    datasetId,
    settings,
    classNames: parent.classNames,
    classIds: parent.classIds,
    parent: { runId, step },
  })
  // A schedule that was asked for begins without what was changed of the other.
  const rates = asked.learningRate === undefined && asked.schedule === undefined
  store.runs.copyMeasurements(runId, branchId, step)
  store.runInputs.copy(runId, branchId)
  store.runLog.copy(runId, branchId, step, rates)
  store.runLog.add(branchId, step, { kind: 'branched', runId, fromStep: step })
  store.checkpoints.copy(checkpoint.id, branchId, rates ? checkpoint.state : withoutDrops(checkpoint.state))
  store.snapshots.take(branchId)
  return branchId
}

function withoutDrops(state: unknown): TrainState {
  const known = state as TrainState
  return { ...known, patience: { ...known.patience, drops: 0, waited: 0 } }
}
