/** Answers `images.*`: pages of a dataset's pictures, and their labels. */
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'

export function imageHandlers(store: Store, emit: Emit): Handlers<'images'> {
  return {
    page: ({ datasetId, filter, offset, limit }) => {
      store.datasets.get(datasetId)
      return store.pictures.page(datasetId, filter, offset, limit)
    },
    ids: ({ datasetId, filter }) => {
      store.datasets.get(datasetId)
      return { ids: store.pictures.ids(datasetId, filter) }
    },
    get: ({ datasetId, imageIds }) => ({ items: store.pictures.items(datasetId, imageIds) }),
    label: ({ datasetId, imageIds, classId }) => {
      const changed = store.pictures.label(datasetId, imageIds, classId)
      if (changed > 0) emit('datasets.changed', { datasetId })
      return { changed }
    },
  }
}
