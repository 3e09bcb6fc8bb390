/** Refuses to train where duplicates lie on both sides: validation and test would measure what was learnt by heart. */
import type { Split } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'

const words: Readonly<Record<Split, string>> = { train: 'training', validation: 'validation', test: 'test' }

/** Throws `Failure('conflict')`, whose details are the leaks, unless a person insists. */
export function demandNoLeaks(store: Store, datasetId: number, insist: boolean): void {
  const leaks = store.duplicates.leaks(datasetId)
  if (leaks.groups === 0 || insist) return
  const { name } = store.datasets.get(datasetId)
  const sides = new Set(leaks.between.flatMap(({ splits }) => splits))
  const between = [...sides].map((split) => words[split]).join(' and ')
  throw new Failure(
    'conflict',
    `In the dataset “${name}”, ${String(leaks.pictures)} pictures look like others in another split (${between}), so its ` +
      'errors would come out too low. Put them into one split in the hygiene report, or insist on training.',
    { leaks },
  )
}
