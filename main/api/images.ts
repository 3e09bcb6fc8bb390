/** Answers `images.*`: lists of a dataset's pictures, their labels, and which are left out. */
import { accept } from '../dataset/accept.ts'
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
    get: ({ datasetId, imageIds, answersOf }) => {
      const items = store.pictures.items(datasetId, imageIds)
      if (answersOf === undefined) return { items }
      const answers = store.answers.of(datasetId, answersOf, imageIds)
      return { items: items.map((item) => ({ ...item, answer: answers.get(item.id) })) }
    },
    label: ({ datasetId, imageIds, classId }) => told(datasetId, store.pictures.label(datasetId, imageIds, classId)),
    accept: (request) => told(request.datasetId, accept(store, request)),
    exclude: ({ datasetId, imageIds, excluded, insist }) =>
      told(datasetId, exclude(store, datasetId, imageIds, excluded, insist)),
  }
}
