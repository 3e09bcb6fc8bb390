/** Answers `datasets.*`. */
import { splits } from '../../preload/contract/index.ts'
import type { SourceRequest } from '../dataset/prepare.ts'
import { relocateSource } from '../dataset/relocate.ts'
import { removeDataset } from '../dataset/remove.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'
import type { Checks } from './checks.ts'
import type { Imports } from './imports.ts'
import type { Reach } from './reach.ts'
import type { Uploads } from './uploads.ts'

export function datasetHandlers(
  store: Store,
  imports: Imports,
  checks: Checks,
  uploads: Uploads,
  reach: Reach,
  emit: Emit,
): Handlers<'datasets'> {
  const reachAll = (sources: readonly SourceRequest[]): Promise<void> =>
    reach(
      ...sources.flatMap(({ path, pictureFolder, groundTruth, classNames }) => [
        path,
        pictureFolder,
        groundTruth,
        classNames,
      ]),
    )

  return {
    list: () => store.datasets.list(),
    get: ({ datasetId }) => {
      const dataset = store.datasets.get(datasetId)
      const classList = store.datasets.classes(datasetId)
      const counts = { train: 0, validation: 0, test: 0 }
      for (const { counts: ofClass } of classList) {
        for (const split of splits) counts[split] += ofClass[split]
      }
      const sources = store.sources
        .list(datasetId)
        .map(({ id, kind, path, split, importedAt, gone }) => ({ id, kind, path, split, importedAt, gone }))
      return { ...dataset, classList, sources, counts }
    },
    import: async (params, { signal }) => {
      await reachAll(params.sources)
      return { datasetId: await imports.start(params, signal) }
    },
    importInto: async ({ datasetId, sources }, { signal }) => {
      await reachAll(sources)
      return { datasetId: await imports.into(datasetId, sources, signal) }
    },
    importAgain: async ({ datasetId }, { signal }) => ({ datasetId: await imports.again(datasetId, signal) }),
    relocate: async ({ datasetId, sourceId, path }) => {
      await reach(path)
      await relocateSource(store, datasetId, sourceId, path)
      emit('datasets.changed', { datasetId })
      return {}
    },
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
      const sources = store.sources.list(datasetId)
      await checks.cancel(datasetId)
      await removeDataset(store, datasetId)
      for (const { path } of sources) await uploads.removeFolder(path)
      emit('datasets.changed', { datasetId })
      return {}
    },
    problems: ({ datasetId, kind, offset, limit }) => {
      store.datasets.get(datasetId)
      return store.pictures.problems(datasetId, offset, limit, kind)
    },
  }
}
