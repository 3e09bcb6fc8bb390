/** Answers `exports.*`, and keeps the exports under way in this process. The writing itself is `main/dataset`'s. */
import type { ExportProgress } from '../../preload/contract/index.ts'
import { exportDataset, type ExportRequest } from '../dataset/export/export.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'

interface Running {
  readonly controller: AbortController
  progress: ExportProgress
  ended: Promise<unknown>
}

export class Exports {
  readonly #store: Store
  readonly #emit: Emit
  readonly #running = new Map<number, Running>()

  constructor(store: Store, emit: Emit) {
    this.#store = store
    this.#emit = emit
  }

  /** Begins an export; throws `Failure`, also where one of this dataset is under way. */
  async start(request: ExportRequest): Promise<void> {
    const { datasetId } = request
    if (this.#running.has(datasetId)) {
      throw new Failure('conflict', 'This dataset is being exported; wait for that, or cancel it first.')
    }
    const controller = new AbortController()
    const { ended } = await exportDataset(this.#store, request, {
      signal: controller.signal,
      onProgress: (progress) => {
        this.#follow(controller, progress)
      },
    })
    const running = this.#running.get(datasetId)
    if (running) running.ended = ended
  }

  #follow(controller: AbortController, progress: ExportProgress): void {
    const { datasetId, phase } = progress
    const running = this.#running.get(datasetId)
    if (phase !== 'writing') this.#running.delete(datasetId)
    else if (running) running.progress = progress
    else this.#running.set(datasetId, { controller, progress, ended: Promise.resolve() })
    this.#emit('exports.progress', progress)
  }

  list(): ExportProgress[] {
    return [...this.#running.values()].map(({ progress }) => progress)
  }

  /** Ends an export and waits until nothing of it is left; throws `Failure('conflict')` where there is none. */
  async cancel(datasetId: number): Promise<void> {
    const running = this.#running.get(datasetId)
    if (!running) throw new Failure('conflict', 'This export has ended already.')
    running.controller.abort()
    await running.ended
  }

  /** Cancels all exports and waits for them. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((datasetId) => this.cancel(datasetId)))
  }
}

export function exportHandlers(exports: Exports): Handlers<'exports'> {
  return {
    start: async (request) => {
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
