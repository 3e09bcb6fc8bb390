/** Answers `models.*`. */
import { basename } from 'node:path'
import type { FileReference, ModelWork, PictureReference } from '../../preload/contract/index.ts'
import { pixelFile } from '../image/pixels.ts'
import type { CallOptions, Classifier } from '../inference/classifier.ts'
import { confusionsOf } from '../inference/confusions.ts'
import type { Store } from '../store/store.ts'
import type { ClassifyFile, ClassifyPicture } from '../worker/protocol.ts'
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
  async function fileOf(reference: FileReference): Promise<ClassifyFile> {
    if (reference.kind === 'upload') return { path: uploads.file(reference.id), name: reference.name }
    await reach(reference.path)
    return { path: reference.path, name: basename(reference.path) }
  }

  async function pictureOf(reference: PictureReference): Promise<ClassifyPicture> {
    if (reference.kind !== 'image') return fileOf(reference)
    const { imageId } = reference
    const { datasetId, pixelIndex, file } = store.pictures.get(imageId)
    return { imageId, pixelFile: pixelFile(store.workspace, datasetId), pixelIndex, name: basename(file) }
  }

  /** Tells open pages how far it is, and its end. */
  async function tell<Result>(
    work: ModelWork,
    begin: (progress: NonNullable<CallOptions['progress']>) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await begin((done, total) => {
        emit('models.progress', { ...work, done, total })
      })
    } finally {
      emit('models.ended', work)
    }
  }

  return {
    classify: async ({ runId, files, top }, { signal }) =>
      classifier.classify(runId, await Promise.all(files.map(fileOf)), top, { signal }),
    occlusion: async ({ runId, picture, top }, { signal }) =>
      classifier.occlusion(runId, await pictureOf(picture), top, { signal }),
    neighbours: async ({ runId, picture, count }, { signal }) => {
      const compared = await pictureOf(picture)
      return tell({ runId, work: 'comparison' }, (progress) =>
        classifier.neighbours(runId, compared, count, { signal, progress }),
      )
    },
    evaluate: ({ runId, split, crops }, { signal }) =>
      tell({ runId, work: 'evaluation' }, (progress) => classifier.evaluate(runId, split, crops, { signal, progress })),
    evaluateElsewhere: ({ runId, datasetId, crops }, { signal }) =>
      tell({ runId, work: 'elsewhere' }, (progress) =>
        classifier.evaluateElsewhere(runId, datasetId, crops, { signal, progress }),
      ),
    elsewhere: ({ runId }) => {
      store.runs.get(runId)
      return store.runs.elsewhere(runId)
    },
    suggest: ({ runId }, { signal }) =>
      tell({ runId, work: 'suggestion' }, (progress) => classifier.suggest(runId, { signal, progress })),
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
