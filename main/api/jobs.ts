/** Long jobs under way in this process, at most one a dataset: how far each is, and its end. It does none of their work. */
import { Failure } from '../lib/failure.ts'

/** What every job tells of itself. */
interface JobProgress {
  readonly datasetId: number
}

interface Running<Progress> {
  readonly controller: AbortController
  progress: Progress
  ended: Promise<unknown>
}

export interface JobsOptions<Progress> {
  /** Whether a job that tells this goes on. */
  readonly goesOn: (progress: Progress) => boolean
  /** Hears of every step, after it was noted. */
  readonly emit: (progress: Progress) => void
  /** What is said to who cancels a job that is not there. */
  readonly over: string
}

/** How a job is begun: with a signal that ends it, and a listener to its progress. */
export interface JobHandles<Progress> {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

export class Jobs<Progress extends JobProgress> {
  readonly #options: JobsOptions<Progress>
  readonly #running = new Map<number, Running<Progress>>()
  /** Those that do not know their dataset yet. */
  readonly #beginning = new Set<AbortController>()

  constructor(options: JobsOptions<Progress>) {
    this.#options = options
  }

  /** Begins a job and answers what `start` does, as soon as that knows its dataset; until then `signal` ends it. */
  async begin<Begun extends { readonly datasetId: number; readonly ended: Promise<unknown> }>(
    start: (handles: JobHandles<Progress>) => Promise<Begun>,
    signal?: AbortSignal,
  ): Promise<Begun> {
    const controller = new AbortController()
    const abort = () => {
      controller.abort()
    }
    this.#beginning.add(controller)
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    try {
      const begun = await start({
        signal: controller.signal,
        onProgress: (progress) => {
          this.#follow(controller, progress)
        },
      })
      const running = this.#running.get(begun.datasetId)
      if (running) running.ended = begun.ended
      return begun
    } finally {
      this.#beginning.delete(controller)
      signal?.removeEventListener('abort', abort)
    }
  }

  list(): Progress[] {
    return [...this.#running.values()].map(({ progress }) => progress)
  }

  isRunning(datasetId: number): boolean {
    return this.#running.has(datasetId)
  }

  /** Ends a job and waits for that; throws `Failure('conflict')` where there is none. */
  async cancel(datasetId: number): Promise<void> {
    const running = this.#running.get(datasetId)
    if (!running) throw new Failure('conflict', this.#options.over)
    running.controller.abort()
    await running.ended
  }

  /** Cancels all jobs and waits for them. */
  async close(): Promise<void> {
    for (const controller of this.#beginning) controller.abort()
    await Promise.all([...this.#running.keys()].map((datasetId) => this.cancel(datasetId)))
  }

  #follow(controller: AbortController, progress: Progress): void {
    const { datasetId } = progress
    const running = this.#running.get(datasetId)
    if (!this.#options.goesOn(progress)) this.#running.delete(datasetId)
    else if (running) running.progress = progress
    else this.#running.set(datasetId, { controller, progress, ended: Promise.resolve() })
    this.#options.emit(progress)
  }
}
