/** Answers `classes.*`: what a person does with the classes of a dataset. */
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'

export function classHandlers(
  { datasets, classes }: Pick<Store, 'datasets' | 'classes'>,
  emit: Emit,
): Handlers<'classes'> {
  const changed = <Answer>(datasetId: number, answer: Answer): Answer => {
    emit('datasets.changed', { datasetId })
    return answer
  }
  return {
    create: ({ datasetId, name }) => {
      datasets.get(datasetId)
      return changed(datasetId, { classId: classes.create(datasetId, name) })
    },
    rename: ({ datasetId, classId, name }) => {
      classes.rename(datasetId, classId, name)
      return changed(datasetId, {})
    },
    setColour: ({ datasetId, classId, colour }) => {
      classes.setColour(datasetId, classId, colour)
      return changed(datasetId, {})
    },
    setKey: ({ datasetId, classId, key }) => {
      classes.setKey(datasetId, classId, key)
      return changed(datasetId, {})
    },
    reorder: ({ datasetId, classIds }) => {
      classes.reorder(datasetId, classIds)
      return changed(datasetId, {})
    },
    merge: ({ datasetId, classIds, intoClassId }) =>
      changed(datasetId, { changed: classes.merge(datasetId, classIds, intoClassId) }),
    remove: ({ datasetId, classId, pictures }) =>
      changed(datasetId, { changed: classes.remove(datasetId, classId, pictures) }),
  }
}
