/** Answers `hygiene.*`: what is wrong with a dataset, and its remedies. */
import { applyRemedy } from '../dataset/hygiene/remedies.ts'
import { hygieneReport } from '../dataset/hygiene/report.ts'
import type { Store } from '../store/store.ts'
import type { Checks } from './checks.ts'
import type { Emit, Handlers } from './handlers.ts'

export function hygieneHandlers(store: Store, checks: Checks, emit: Emit): Handlers<'hygiene'> {
  return {
    report: ({ datasetId }) => hygieneReport(store, datasetId, checks.progress(datasetId)),
    check: async ({ datasetId }) => {
      await checks.run(datasetId)
      return hygieneReport(store, datasetId, null)
    },
    groups: ({ datasetId, finding, offset, limit }) => store.duplicates.groups(datasetId, finding, offset, limit),
    remedy: (request) => {
      store.datasets.get(request.datasetId)
      const changed = applyRemedy(store, request)
      if (changed > 0) emit('datasets.changed', { datasetId: request.datasetId })
      return { changed }
    },
  }
}
