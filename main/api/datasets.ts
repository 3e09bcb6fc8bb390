/** Answers `datasets.*`. */
import { splits } from '../../preload/contract/index.ts'
import { removeDataset } from '../dataset/remove.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'
import type { Imports } from './imports.ts'
import type { Uploads } from './uploads.ts'

export function datasetHandlers(store: Store, imports: Imports, uploads: Uploads, emit: Emit): Handlers<'datasets'> {
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
    import: async (params) => ({ datasetId: await imports.start(params) }),
    importSamples: async () => ({ datasetId: await imports.startSamples() }),
    cancelImport: async ({ datasetId }) => {
      await imports.cancel(datasetId)
      return {}
    },
    imports: () => imports.list(),
    rename: ({ datasetId, name }) => {
      store.datasets.rename(datasetId, name)
      emit('datasets.changed', { datasetId })
      return {}
    },
    remove: async ({ datasetId }) => {
      if (imports.isRunning(datasetId)) {
        throw new Failure('conflict', 'This dataset is being imported; cancel the import first, then remove it.')
      }
      const sources = store.datasets.sources(datasetId)
      await removeDataset(store, datasetId)
      for (const { folder } of sources) await uploads.removeFolder(folder)
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
