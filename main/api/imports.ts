/** The imports under way in this process: begun, watched, cancelled. The reading itself is `main/dataset`'s. */
import { join } from 'node:path'
import type { ImportProgress } from '../../preload/contract/index.ts'
import { importAgain, importInto, importSources } from '../dataset/import.ts'
import type { Import, ImportOptions } from '../dataset/import.ts'
import type { ImportRequest } from '../dataset/plan.ts'
import type { SourceRequest } from '../dataset/prepare.ts'
import { drawSamples } from '../dataset/samples/draw-samples.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import { workerFile } from '../worker/spawn.ts'
import type { Emit } from './handlers.ts'

const samplesName = 'Sample pictures'

interface Running {
  readonly controller: AbortController
  progress: ImportProgress
  ended: Promise<unknown>
}

export class Imports {
  readonly #store: Store
  readonly #emit: Emit
  readonly #running = new Map<number, Running>()

  constructor(store: Store, emit: Emit) {
    this.#store = store
    this.#emit = emit
  }

  /** Begins an import into a new dataset and answers that; throws `Failure` where a source is of no use. */
  start(request: ImportRequest): Promise<number> {
    return this.#begin((options) => importSources(this.#store, request, options))
  }

  /** Begins to import further sources. */
  into(datasetId: number, sources: readonly SourceRequest[]): Promise<number> {
    return this.#begin((options) => importInto(this.#store, datasetId, sources, options))
  }

  /** Begins to go through all sources once more. */
  again(datasetId: number): Promise<number> {
    return this.#begin((options) => importAgain(this.#store, datasetId, options))
  }

  async #begin(start: (options: ImportOptions) => Promise<Import>): Promise<number> {
    const controller = new AbortController()
    const { datasetId, ended } = await start({
      workerFile: workerFile('import.worker'),
      signal: controller.signal,
      onProgress: (progress) => {
        this.#follow(controller, progress)
      },
    })
    const running = this.#running.get(datasetId)
    if (running) running.ended = ended
    this.#emit('datasets.changed', { datasetId })
    return datasetId
  }

  /** Draws the sample pictures into the workspace and begins to import them. */
  async startSamples(): Promise<number> {
    if (this.#store.datasets.list().some(({ name }) => name === samplesName)) {
      throw new Failure('conflict', `There is a dataset named “${samplesName}” already; open that one.`)
    }
    const folder = join(this.#store.workspace, 'samples')
    await drawSamples(folder)
    return this.start({ name: samplesName, sources: [{ path: folder }], validationShare: 0.1, testShare: 0.15 })
  }

  #follow(controller: AbortController, progress: ImportProgress): void {
    const { datasetId, phase } = progress
    const running = this.#running.get(datasetId)
    if (phase !== 'listing' && phase !== 'reading') this.#running.delete(datasetId)
    else if (running) running.progress = progress
    else this.#running.set(datasetId, { controller, progress, ended: Promise.resolve() })
    this.#emit('datasets.progress', progress)
    if (!this.#running.has(datasetId)) this.#emit('datasets.changed', { datasetId })
  }

  list(): ImportProgress[] {
    return [...this.#running.values()].map(({ progress }) => progress)
  }

  /** Ends an import and waits until what it read is in; throws `Failure('conflict')` where there is none. */
  async cancel(datasetId: number): Promise<void> {
    const running = this.#running.get(datasetId)
    if (!running) throw new Failure('conflict', 'This import has ended already.')
    running.controller.abort()
    await running.ended
  }

  isRunning(datasetId: number): boolean {
    return this.#running.has(datasetId)
  }

  /** Cancels all imports and waits for them. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((datasetId) => this.cancel(datasetId)))
  }
}
