/** Weights that a run begins with instead of drawn ones: those that another run has learnt, perhaps on other pictures. */
import type { RunEvent, TrainingRequest } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { layersOf } from '../network/layers.ts'
import { networkOf } from '../network/of-settings.ts'
import type { NetworkSpec } from '../network/spec.ts'
import type { RunNormalisation } from '../store/run-inputs.ts'
import type { CheckpointTensor, RunRow, Store } from '../store/store.ts'
import { beginning } from '../train/listener.ts'
import { initialParameters } from '../train/parameters.ts'

export interface WeightsRequest {
  readonly runId: number
  /** Of the checkpoint; absent: the best, else the newest. */
  readonly step?: number | undefined
}

export interface InitialWeights {
  readonly tensors: readonly CheckpointTensor[]
  /** What the weights saw pixels through. */
  readonly normalisation: RunNormalisation
  readonly event: Extract<RunEvent, { kind: 'weights' }>
}

/**
 * The weights of a checkpoint for a run of these settings and classes. The last layer is drawn where the classes are
 * others. Throws `Failure` where there is no such checkpoint, or where it is of another network.
 */
export function initialWeights(
  store: Store,
  { runId, step }: WeightsRequest,
  settings: TrainingRequest,
  classNames: readonly string[],
): InitialWeights {
  const run = store.runs.get(runId)
  const network = networkOf(settings, classNames.length)
  demandSameNetwork(run, network)
  const checkpoint = store.checkpoints.chosen(runId, step)
  const normalisation = store.runInputs.knownNormalisation(runId)
  const last = layersOf(network).findLast(({ layer }) => layer.kind === 'dense')!.layer.name
  const isAnew = JSON.stringify(run.classNames) !== JSON.stringify(classNames)
  const isDrawn = (name: string) => isAnew && name.startsWith(`${last}.`)
  const drawn = initialParameters(network, settings.initialiser, settings.seed, isDrawn)
  return {
    tensors: [
      ...store.checkpoints.weights(checkpoint.id, (name) => !isDrawn(name)),
      ...[...drawn].map(([name, { shape, data }]) => ({ name, shape, data })),
    ],
    normalisation,
    event: { kind: 'weights', runId, fromStep: checkpoint.step, anew: isAnew ? last : null },
  }
}

/** Gives them to a run that has not begun, as a checkpoint of step 0. */
export function keepInitialWeights(store: Store, runId: number, weights: InitialWeights): void {
  const { tensors, normalisation, event } = weights
  store.runInputs.setNormalisation(runId, normalisation)
  store.checkpoints.save(runId, { step: 0, epoch: 0, state: beginning, tensors, best: false })
  store.runLog.add(runId, 0, event)
}

/** Dropout has no weights, and the last layer is made for the classes. */
function demandSameNetwork({ id, name, settings, classNames }: RunRow, wanted: NetworkSpec): void {
  const own = networkOf(settings, classNames.length)
  const differs = (Object.keys(own) as (keyof NetworkSpec)[]).find(
    (key) => key !== 'classes' && key !== 'dropout' && own[key] !== wanted[key],
  )
  if (differs === undefined) return
  throw new Failure(
    'invalid-input',
    `The weights of run ${String(id)} (“${name}”) are those of another network: its ${differs} is ${String(own[differs])}, ` +
      `not ${String(wanted[differs])}. Choose the network and the techniques that it has.`,
  )
}
