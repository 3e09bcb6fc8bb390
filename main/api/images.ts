/** Answers `images.*`: lists of a dataset's pictures, their labels, and which are left out. */
import { exclude } from '../dataset/splits/change.ts'
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'

export function imageHandlers(store: Store, emit: Emit): Handlers<'images'> {
  const told = (datasetId: number, changed: number) => {
    if (changed > 0) emit('datasets.changed', { datasetId })
    return { changed }
  }
  return {
    page: ({ datasetId, filter, sort, offset, limit }) => {
      store.datasets.get(datasetId)
      return store.pictures.page(datasetId, filter, offset, limit, sort)
    },
    ids: ({ datasetId, filter, sort }) => {
      store.datasets.get(datasetId)
      return { ids: store.pictures.ids(datasetId, filter, sort) }
    },
    get: ({ datasetId, imageIds }) => ({ items: store.pictures.items(datasetId, imageIds) }),
    label: ({ datasetId, imageIds, classId }) => told(datasetId, store.pictures.label(datasetId, imageIds, classId)),
    exclude: ({ datasetId, imageIds, excluded, insist }) =>
      told(datasetId, exclude(store, datasetId, imageIds, excluded, insist)),
  }
}
