/** The network that a run's settings describe. */
import type { TrainingRequest } from '../../preload/contract/index.ts'
import type { NetworkSpec } from './spec.ts'
import { preset } from './spec.ts'

/** It may be impossible: `layersOf` throws `NetworkError` then. */
export function networkOf(
  { network, switches, dropout }: Pick<TrainingRequest, 'network' | 'switches' | 'dropout'>,
  classes: number,
): NetworkSpec {
  return preset(network, classes, { ...switches, dropout })
}
