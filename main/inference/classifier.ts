/**
 * The host's hand on the classifying process: begun with the first call, begun anew after it died, ended when nothing
 * was asked for some minutes. So a drop is answered while a run trains, and no memory is held for nothing.
 */
import { join } from 'node:path'
import type { Classification, Elsewhere, Evaluation, Neighbours, OcclusionMap } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { ClassifyCommand, ClassifyEvent, ClassifyFile, ClassifyJob, ClassifyPicture } from '../worker/protocol.ts'
import type { Child, Launch } from '../worker/spawn.ts'

export interface ClassifierOptions {
  readonly workspace: string
  readonly launch: Launch
  /** Milliseconds without a call after which the process ends. */
  readonly idle?: number
}

export interface CallOptions {
  /** Takes the call back: it rejects with `Failure('cancelled')`. */
  readonly signal?: AbortSignal
  /** Hears pictures done and pictures in all. */
  readonly progress?: (done: number, total: number) => void
}

interface Call {
  readonly resolve: (answer: ClassifyEvent) => void
  readonly reject: (error: Error) => void
  readonly progress: CallOptions['progress']
  /** Lets the caller's signal go. */
  readonly release: () => void
}

/** A command before it has a number. */
type Question = Distribute<Exclude<ClassifyCommand, { type: 'cancel' }>>
type Distribute<Command> = Command extends unknown ? Omit<Command, 'call'> : never

export class Classifier {
  readonly #options: ClassifierOptions
  readonly #calls = new Map<number, Call>()
  #child: Child | null = null
  #ended = Promise.resolve()
  #nextCall = 0
  #idle: NodeJS.Timeout | undefined

  constructor(options: ClassifierOptions) {
    this.#options = options
  }

  /** The most probable classes of each file, in the order given; a file that cannot be read fails alone. */
  async classify(
    runId: number,
    files: readonly ClassifyFile[],
    top: number,
    options: CallOptions = {},
  ): Promise<readonly Classification[]> {
    const answer = await this.#ask({ type: 'classify', runId, files, top }, options)
    return answer.type === 'classified' ? answer.results : unexpected(answer)
  }

  /** Which parts of a picture its most probable classes depend on. */
  async occlusion(
    runId: number,
    picture: ClassifyPicture,
    top: number,
    options: CallOptions = {},
  ): Promise<readonly OcclusionMap[]> {
    const answer = await this.#ask({ type: 'occlude', runId, picture, top }, options)
    return answer.type === 'occluded' ? answer.maps : unexpected(answer)
  }

  /** The `count` training pictures that the network takes to be most like a picture, without that one itself. */
  async neighbours(
    runId: number,
    picture: ClassifyPicture,
    count: number,
    options: CallOptions = {},
  ): Promise<Neighbours> {
    const answer = await this.#ask({ type: 'compare', runId, picture, count }, options)
    return answer.type === 'compared' ? answer.neighbours : unexpected(answer)
  }

  /** Loss and errors over a split, kept with the run. */
  async evaluate(
    runId: number,
    split: Evaluation['split'],
    crops: 1 | 10,
    options: CallOptions = {},
  ): Promise<Evaluation> {
    const answer = await this.#ask({ type: 'evaluate', runId, split, crops }, options)
    return answer.type === 'evaluated' ? answer.evaluation : unexpected(answer)
  }

  /** Loss and errors over another dataset, kept with the run. */
  async evaluateElsewhere(
    runId: number,
    datasetId: number,
    crops: 1 | 10,
    options: CallOptions = {},
  ): Promise<Elsewhere> {
    const answer = await this.#ask({ type: 'evaluate-elsewhere', runId, datasetId, crops }, options)
    return answer.type === 'evaluated-elsewhere' ? answer.evaluation : unexpected(answer)
  }

  /** What each picture of the run's dataset shows that has no label, kept with the run. */
  async suggest(runId: number, options: CallOptions = {}): Promise<{ datasetId: number; images: number }> {
    const answer = await this.#ask({ type: 'suggest', runId }, options)
    if (answer.type !== 'suggested') return unexpected(answer)
    return { datasetId: answer.datasetId, images: answer.images }
  }

  /** Ends the process; calls under way are rejected. */
  async close(): Promise<void> {
    clearTimeout(this.#idle)
    this.#child?.kill()
    await this.#ended
  }

  #ask(question: Question, { signal, progress }: CallOptions): Promise<ClassifyEvent> {
    if (signal?.aborted) return Promise.reject(cancelled())
    clearTimeout(this.#idle)
    const child = (this.#child ??= this.#start())
    const call = this.#nextCall++
    return new Promise<ClassifyEvent>((resolve, reject) => {
      const abort = () => {
        child.post({ type: 'cancel', call } satisfies ClassifyCommand)
        this.#take(call)?.reject(cancelled())
      }
      signal?.addEventListener('abort', abort, { once: true })
      const release = () => signal?.removeEventListener('abort', abort)
      this.#calls.set(call, { resolve, reject, progress, release })
      child.post({ ...question, call } satisfies ClassifyCommand)
    })
  }

  #start(): Child {
    const { workspace, launch } = this.#options
    const job: ClassifyJob = { workspace }
    const child = launch('classify.worker', { job, logFile: join(workspace, 'logs', 'classify.log') })
    const ended = Promise.withResolvers<void>()
    this.#ended = ended.promise
    child.onMessage((message) => this.#hear(message as ClassifyEvent))
    child.onExit((how) => {
      if (this.#child === child) this.#child = null
      const lost = new Failure('failed', `The classifying process ended unexpectedly (${how}). Try again.`)
      for (const call of [...this.#calls.keys()]) this.#take(call)?.reject(lost)
      ended.resolve()
    })
    return child
  }

  #hear(event: ClassifyEvent): void {
    if (event.type === 'progress') {
      this.#calls.get(event.call)?.progress?.(event.done, event.total)
      return
    }
    const call = this.#take(event.call)
    if (event.type === 'failed') call?.reject(failureOf(event.failure))
    else call?.resolve(event)
  }

  /** Takes a call off the list; after the last, the process has some minutes to be asked again. */
  #take(call: number): Call | undefined {
    const taken = this.#calls.get(call)
    taken?.release()
    this.#calls.delete(call)
    if (this.#calls.size === 0) {
      clearTimeout(this.#idle)
      this.#idle = setTimeout(() => void this.close(), this.#options.idle ?? 5 * 60_000).unref()
    }
    return taken
  }
}

function failureOf({ code, message }: Extract<ClassifyEvent, { type: 'failed' }>['failure']): Error {
  return code === 'internal' ? new Error(message) : new Failure(code, message)
}

function cancelled(): Failure {
  return new Failure('cancelled', 'It was cancelled.')
}

function unexpected(answer: ClassifyEvent): never {
  throw new Error(`The classifying process answered ${answer.type}.`)
}
