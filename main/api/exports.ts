/** Answers `exports.*`, and keeps the exports under way in this process. The writing itself is `main/dataset`'s. */
import type { ExportProgress } from '../../preload/contract/index.ts'
import { exportDataset, type ExportRequest } from '../dataset/export/export.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'
import { Jobs } from './jobs.ts'
import type { Reach } from './reach.ts'

export class Exports extends Jobs<ExportProgress> {
  readonly #store: Store

  constructor(store: Store, emit: Emit) {
    super({
      goesOn: ({ phase }) => phase === 'writing',
      emit: (progress) => emit('exports.progress', progress),
      over: 'This export has ended already.',
    })
    this.#store = store
  }

  /** Begins an export; throws `Failure`, also where one of this dataset is under way. */
  async start(request: ExportRequest): Promise<void> {
    const { datasetId } = request
    if (this.isRunning(datasetId)) {
      throw new Failure('conflict', 'This dataset is being exported; wait for that, or cancel it first.')
    }
    await this.begin(async (handles) => ({ datasetId, ...(await exportDataset(this.#store, request, handles)) }))
  }
}

export function exportHandlers(exports: Exports, reach: Reach): Handlers<'exports'> {
  return {
    start: async (request) => {
      await reach(request.folder)
      await exports.start(request)
      return {}
    },
    cancel: async ({ datasetId }) => {
      await exports.cancel(datasetId)
      return {}
    },
    list: () => exports.list(),
  }
}
