/** Makes a run out of a network that was trained elsewhere: it classifies, can be looked into, and others begin with it. */
import type { TrainingRequest } from '../../preload/contract/index.ts'
import { preset, type NetworkSpec, type PresetName } from '../network/spec.ts'
import type { RunNormalisation } from '../store/run-inputs.ts'
import type { Store } from '../store/store.ts'
import { beginning } from '../train/listener.ts'
import { suggestSettings } from './suggest.ts'

export interface ForeignNetwork {
  /** The network that it is, or is nearest to. */
  readonly name: PresetName
  readonly network: NetworkSpec
  readonly classNames: readonly string[]
  readonly normalisation: RunNormalisation
  /** Weights and biases by name. */
  readonly parameters: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
}

/** Adds it to the store as a run that has finished, and answers its id. Throws `DiskFull`. */
export function adoptNetwork(store: Store, foreign: ForeignNetwork, file: string, name: string): number {
  const { network, classNames, normalisation, parameters } = foreign
  const runId = store.runs.adopt({ name, file, classNames, settings: settingsOf(foreign) })
  try {
    store.runInputs.setNormalisation(runId, normalisation)
    const tensors = [...parameters].map(([parameter, tensor]) => ({ name: parameter, ...tensor }))
    store.checkpoints.save(runId, { step: 0, epoch: 0, state: beginning, tensors, best: false })
    store.runLog.add(runId, 0, { kind: 'imported', file, classes: network.classes })
  } catch (error) {
    store.runs.remove(runId)
    throw error
  }
  return runId
}

/** Those of the network; the rest, how it was trained, is not known and stands as it would for a run of this network. */
function settingsOf({ name, network }: ForeignNetwork): TrainingRequest {
  const { classes, dropout } = network
  const usual = preset(name, classes)
  const keys = ['activation', 'pooling', 'lrn', 'groups', 'width', 'crop'] as const
  const switches = Object.fromEntries(keys.flatMap((key) => (network[key] === usual[key] ? [] : [[key, network[key]]])))
  const { settings } = suggestSettings({ images: 1000, classes, cores: 1, fixed: { network: name, switches, dropout } })
  return settings
}
