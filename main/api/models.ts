/** Answers `models.*`. */
import { basename } from 'node:path'
import type { FileReference } from '../../preload/contract/index.ts'
import type { Classifier } from '../inference/classifier.ts'
import type { Store } from '../store/store.ts'
import type { ClassifyFile } from '../worker/protocol.ts'
import type { Handlers } from './handlers.ts'
import { kernelPictures } from './kernels.ts'
import { networkTable } from './network.ts'
import type { Reach } from './reach.ts'
import type { Uploads } from './uploads.ts'

export function modelHandlers(
  store: Store,
  classifier: Classifier,
  uploads: Uploads,
  reach: Reach,
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
    evaluate: ({ runId, split, crops }, { signal }) => classifier.evaluate(runId, split, crops, { signal }),
    evaluations: ({ runId }) => {
      store.runs.get(runId)
      return store.runs.evaluations(runId)
    },
    network: (question) => networkTable(question),
    kernels: ({ runId, step }) => kernelPictures(store, runId, step),
  }
}
