/** The imports under way in this process: begun, watched, cancelled. The reading itself is `main/dataset`'s. */
import { join } from 'node:path'
import type { ImportProgress } from '../../preload/contract/index.ts'
import { importAgain, importInto, importSources } from '../dataset/import.ts'
import type { Import, ImportOptions } from '../dataset/import.ts'
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
    const { datasetId } = await this.begin((handles) => start({ workerFile: workerFile('import.worker'), ...handles }))
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
