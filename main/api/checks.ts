/** The searches for duplicates under way in this process. The searching itself is `main/dataset`'s, in a thread of its own. */
import { Worker } from 'node:worker_threads'
import type { HygieneProgress } from '../../preload/contract/index.ts'
import type { DuplicatesEvent, DuplicatesJob } from '../dataset/duplicates/find.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import { workerFile } from '../worker/spawn.ts'
import type { Emit } from './handlers.ts'

interface Running {
  readonly worker: Worker
  progress: HygieneProgress
  /** Resolves once the thread has ended, whatever came of it. */
  readonly ended: Promise<HygieneProgress>
  cancelled: boolean
}

export class Checks {
  readonly #store: Store
  readonly #emit: Emit
  readonly #running = new Map<number, Running>()
  #closed = false

  constructor(store: Store, emit: Emit) {
    this.#store = store
    this.#emit = emit
  }

  /**
   * Begins a search, or joins the one under way, and resolves when it is over. Rejects with `Failure` where it fails, and
   * once this is closed.
   */
  async run(datasetId: number): Promise<void> {
    if (this.#closed) throw cancelled()
    this.#store.datasets.get(datasetId)
    const { phase, message } = await (this.#running.get(datasetId) ?? this.#start(datasetId)).ended
    if (phase === 'failed')
      throw new Failure('failed', `The search for duplicates failed: ${message ?? 'no reason given'}`)
    if (phase === 'cancelled') throw cancelled()
  }

  /**
   * Looks through what an import brought, after a search that began before; its splits are settled by that. Whoever wants
   * to know how it went asks for the report.
   */
  async follow(datasetId: number): Promise<void> {
    await this.idle(datasetId)
    await this.run(datasetId).catch(() => undefined)
  }

  progress(datasetId: number): HygieneProgress | null {
    return this.#running.get(datasetId)?.progress ?? null
  }

  /** Resolves when no search in this dataset is under way, whatever came of it. */
  async idle(datasetId: number): Promise<void> {
    await this.#running.get(datasetId)?.ended
  }

  /** Ends the search in a dataset, if there is one; what was found before stays. */
  async cancel(datasetId: number): Promise<void> {
    const running = this.#running.get(datasetId)
    if (!running) return
    running.cancelled = true
    await running.worker.terminate()
    await running.ended
  }

  /** Ends all searches and waits for that; those that wait for their turn do not begin. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#running.keys()].map((datasetId) => this.cancel(datasetId)))
  }

  #start(datasetId: number): Running {
    const job: DuplicatesJob = { workspace: this.#store.workspace, datasetId }
    const worker = new Worker(workerFile('duplicates.worker'), { workerData: job })
    const { promise: ended, resolve } = Promise.withResolvers<HygieneProgress>()
    const { images, excluded } = this.#store.datasets.get(datasetId)
    const progress: HygieneProgress = { datasetId, phase: 'reading', done: 0, total: images + excluded }
    const running: Running = { worker, ended, cancelled: false, progress }
    this.#running.set(datasetId, running)
    let failure: string | undefined
    worker.on('message', (event: DuplicatesEvent) => {
      this.#tell(running, { datasetId, ...event })
    })
    worker.on('error', (error) => (failure = error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => {
      this.#running.delete(datasetId)
      const { total } = running.progress
      const phase = running.cancelled ? 'cancelled' : failure === undefined ? 'done' : 'failed'
      const message = phase === 'failed' ? { message: failure } : {}
      this.#tell(running, {
        datasetId,
        phase,
        done: phase === 'done' ? total : running.progress.done,
        total,
        ...message,
      })
      if (phase === 'done') this.#emit('datasets.changed', { datasetId })
      resolve(running.progress)
    })
    this.#tell(running, progress)
    return running
  }

  #tell(running: Running, progress: HygieneProgress): void {
    running.progress = progress
    this.#emit('hygiene.progress', progress)
  }
}

const cancelled = () => new Failure('cancelled', 'The search for duplicates was cancelled.')
