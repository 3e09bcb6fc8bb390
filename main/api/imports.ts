/** The imports under way in this process: begun, watched, cancelled. The reading itself is `main/dataset`'s. */
import { join } from 'node:path'
import type { ImportProgress } from '../../preload/contract/index.ts'
import { importAgain, importInto, importSources } from '../dataset/import.ts'
import type { Import, ImportOptions } from '../dataset/import.ts'
import type { Listing } from '../dataset/lookout.ts'
import type { ImportRequest } from '../dataset/plan.ts'
import type { SourceRequest } from '../dataset/prepare.ts'
import { drawSamples } from '../dataset/samples/draw-samples.ts'
import type { Store } from '../store/store.ts'
import { workerFile } from '../worker/spawn.ts'
import type { Emit } from './handlers.ts'
import { Jobs } from './jobs.ts'

const samplesName = 'Sample pictures'

export class Imports extends Jobs<ImportProgress> {
  readonly #store: Store
  readonly #emit: Emit

  constructor(store: Store, emit: Emit) {
    const goesOn = ({ phase }: ImportProgress) => phase === 'listing' || phase === 'reading'
    super({
      goesOn,
      emit: (progress) => {
        emit('datasets.progress', progress)
        if (!goesOn(progress)) emit('datasets.changed', { datasetId: progress.datasetId })
      },
      over: 'This import has ended already.',
    })
    this.#store = store
    this.#emit = emit
  }

  /**
   * Begins an import into a new dataset and answers that; throws `Failure` where a source is of no use. The signal ends
   * it before there is a dataset, `cancel` after that.
   */
  start(request: ImportRequest, signal?: AbortSignal): Promise<number> {
    return this.#begin(request.name, (options) => importSources(this.#store, request, options), signal)
  }

  /** Begins to import further sources. */
  into(datasetId: number, sources: readonly SourceRequest[], signal: AbortSignal): Promise<number> {
    const { name } = this.#store.datasets.get(datasetId)
    return this.#begin(name, (options) => importInto(this.#store, datasetId, sources, options), signal)
  }

  /** Begins to go through all sources once more. */
  again(datasetId: number, signal: AbortSignal): Promise<number> {
    const { name } = this.#store.datasets.get(datasetId)
    return this.#begin(name, (options) => importAgain(this.#store, datasetId, options), signal)
  }

  async #begin(
    name: string,
    start: (options: ImportOptions) => Promise<Import>,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const onListing = (listing: Listing) => {
      this.#emit('datasets.listing', { name, ...listing })
    }
    const { datasetId } = await this.begin(
      (handles) => start({ workerFile: workerFile('import.worker'), onListing, ...handles }),
      signal,
    )
    this.#emit('datasets.changed', { datasetId })
    return datasetId
  }

  /** Draws the sample pictures into the workspace and begins to import them; answers the dataset of them that there is. */
  async startSamples(): Promise<number> {
    const existing = this.#store.datasets.list().find(({ name }) => name === samplesName)
    if (existing) return existing.id
    const folder = join(this.#store.workspace, 'samples')
    await drawSamples(folder)
    return this.start({ name: samplesName, sources: [{ path: folder }], validationShare: 0.1, testShare: 0.15 })
  }
}
