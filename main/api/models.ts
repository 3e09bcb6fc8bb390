/** Answers `models.*`. */
import { basename } from 'node:path'
import type { FileReference } from '../../preload/contract/index.ts'
import type { Classifier } from '../inference/classifier.ts'
import { confusionsOf } from '../inference/confusions.ts'
import type { Store } from '../store/store.ts'
import type { ClassifyFile } from '../worker/protocol.ts'
import type { Emit, Handlers } from './handlers.ts'
import { kernelPictures } from './kernels.ts'
import { exportNetwork } from './network-export.ts'
import { importNetwork } from './network-import.ts'
import { networkTable } from './network.ts'
import type { Reach } from './reach.ts'
import type { Uploads } from './uploads.ts'

export function modelHandlers(
  store: Store,
  classifier: Classifier,
  uploads: Uploads,
  reach: Reach,
  emit: Emit,
): Handlers<'models'> {
  const fileOf = (reference: FileReference): ClassifyFile =>
    reference.kind === 'path'
      ? { path: reference.path, name: basename(reference.path) }
      : { path: uploads.file(reference.id), name: reference.name }

  return {
    classify: async ({ runId, files, top }, { signal }) => {
      await reach(...files.map((file) => (file.kind === 'path' ? file.path : undefined)))
      return classifier.classify(runId, files.map(fileOf), top, { signal })
    },
    occlusion: async ({ runId, file, top }, { signal }) => {
      await reach(file.kind === 'path' ? file.path : undefined)
      return classifier.occlusion(runId, fileOf(file), top, { signal })
    },
    neighbours: async ({ runId, file, count }, { signal }) => {
      await reach(file.kind === 'path' ? file.path : undefined)
      return classifier.neighbours(runId, fileOf(file), count, { signal })
    },
    evaluate: ({ runId, split, crops }, { signal }) => classifier.evaluate(runId, split, crops, { signal }),
    evaluations: ({ runId }) => {
      store.runs.get(runId)
      return store.runs.evaluations(runId)
    },
    confusions: ({ runId, split }) => confusionsOf(store, runId, split),
    network: (question) => networkTable(question),
    export: async (request) => {
      await reach(request.folder)
      return exportNetwork(store, request)
    },
    import: async (request) => {
      await reach(request.file)
      const runId = await importNetwork(store, request)
      emit('runs.changed', { runId })
      return { runId }
    },
    kernels: ({ runId, step }) => kernelPictures(store, runId, step),
  }
}
