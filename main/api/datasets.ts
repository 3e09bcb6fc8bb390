/** Answers `datasets.*`. */
import { splits } from '../../preload/contract/index.ts'
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'

export function datasetHandlers(store: Store, emit: Emit): Partial<Handlers<'datasets'>> {
  return {
    list: () => store.datasets.list(),
    get: ({ datasetId }) => {
      const dataset = store.datasets.get(datasetId)
      const classList = store.datasets.classes(datasetId)
      const counts = { train: 0, validation: 0, test: 0 }
      for (const { counts: ofClass } of classList) {
        for (const split of splits) counts[split] += ofClass[split]
      }
      return { ...dataset, classList, sources: store.datasets.sources(datasetId), counts }
    },
    imports: () => [],
    rename: ({ datasetId, name }) => {
      store.datasets.rename(datasetId, name)
      emit('datasets.changed', { datasetId })
      return {}
    },
    createClass: ({ datasetId, name }) => {
      store.datasets.get(datasetId)
      const classId = store.datasets.ensureClass(datasetId, name)
      emit('datasets.changed', { datasetId })
      return { classId }
    },
    problems: ({ datasetId, offset, limit }) => {
      store.datasets.get(datasetId)
      return store.pictures.problems(datasetId, offset, limit)
    },
  }
}
