/**
 * The runs of a workspace, in the host's process: one trains, the others wait their turn. It starts the trainer's
 * process, passes on what it reports, and finds the right end for a run whose trainer died. It trains nothing itself.
 */
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import type { EpochRecord, RunProgress, StepRecord } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import type { TrainCommand, TrainEvent, TrainJob } from '../worker/protocol.ts'
import type { Child, Launch } from '../worker/spawn.ts'
import type { RunRequest } from './create.ts'
import { createRun } from './create.ts'
import { lastLines } from './last-lines.ts'

/** Hears what happens to the runs. Whatever it hears is in the store already. */
export interface RunListener {
  progress(progress: RunProgress): void
  steps(runId: number, records: readonly StepRecord[]): void
  epoch(runId: number, record: EpochRecord): void
  /** A run began, ended, or was changed. */
  changed(runId: number): void
}

export interface RunManagerOptions {
  readonly store: Store
  readonly launch: Launch
  readonly listener: RunListener
  /** Milliseconds that a closing host waits for the trainer's last checkpoint. */
  readonly patience?: number
}

interface Training {
  readonly runId: number
  readonly child: Child
  readonly ended: Promise<void>
  progress: RunProgress | null
}

export class RunManager {
  readonly #options: RunManagerOptions
  readonly #waiting: number[] = []
  #training: Training | null = null
  #closed = false

  /** Runs that an earlier host left unfinished are marked as interrupted. */
  constructor(options: RunManagerOptions) {
    this.#options = options
    for (const { id, status } of options.store.runs.list()) {
      if (status === 'running') this.#end(id, 'The program ended while this run was training.')
      if (status === 'waiting') this.#end(id, 'The program ended before this run began.')
    }
  }

  /** Creates a run and starts it, or lets it wait for the one under way. Throws `Failure` where it cannot be trained. */
  start(request: RunRequest): number {
    const runId = createRun(this.#options.store, request)
    this.#waiting.push(runId)
    this.#options.listener.changed(runId)
    this.#next()
    return runId
  }

  /** Ends a run after the step under way; a waiting one at once. Throws `Failure('conflict')` where it has ended. */
  stop(runId: number): void {
    const { store, listener } = this.#options
    const { status } = store.runs.get(runId)
    if (this.#training?.runId === runId) {
      post(this.#training.child, { type: 'stop' })
    } else if (this.#leaveQueue(runId)) {
      store.runs.setStatus(runId, 'stopped', 'It was stopped before it began.')
      listener.changed(runId)
    } else {
      throw new Failure('conflict', `Run ${String(runId)} is not training: it is ${status}.`)
    }
  }

  /** Removes a run with its metrics and checkpoints. Throws `Failure('conflict')` while it trains. */
  remove(runId: number): void {
    const { store, listener } = this.#options
    if (this.#training?.runId === runId) {
      throw new Failure('conflict', `Run ${String(runId)} is training. Stop it first, then remove it.`)
    }
    this.#leaveQueue(runId)
    store.runs.remove(runId)
    rmSync(this.#logFile(runId), { force: true })
    listener.changed(runId)
  }

  /** Where a run under way stands; `null` for all others. */
  progress(runId: number): RunProgress | null {
    return this.#training?.runId === runId ? this.#training.progress : null
  }

  /** Starts no further run, ends the one under way with a checkpoint, and waits for it. */
  async close(): Promise<void> {
    this.#closed = true
    for (const runId of this.#waiting.splice(0)) this.#end(runId, 'The program was closed before this run began.')
    const training = this.#training
    if (!training) return
    post(training.child, { type: 'stop' })
    const timer = setTimeout(() => training.child.kill(), this.#options.patience ?? 60_000)
    await training.ended
    clearTimeout(timer)
  }

  #next(): void {
    if (this.#training || this.#closed) return
    const runId = this.#waiting.shift()
    if (runId === undefined) return
    const { store, launch, listener } = this.#options
    store.runs.setStatus(runId, 'running')
    const job: TrainJob = { workspace: store.workspace, runId }
    const child = launch('train.worker', { job, logFile: this.#logFile(runId) })
    const ended = Promise.withResolvers<void>()
    const training: Training = { runId, child, ended: ended.promise, progress: null }
    this.#training = training
    child.onMessage((message) => this.#hear(training, message as TrainEvent))
    child.onExit((how) => {
      this.#training = null
      if (store.runs.get(runId).status === 'running') this.#end(runId, this.#unexpected(runId, how))
      else listener.changed(runId)
      ended.resolve()
      this.#next()
    })
    listener.changed(runId)
  }

  #hear(training: Training, event: TrainEvent): void {
    const { listener } = this.#options
    switch (event.type) {
      case 'progress':
        training.progress = event.progress
        listener.progress(event.progress)
        break
      case 'steps':
        listener.steps(training.runId, event.records)
        break
      case 'epoch':
        listener.epoch(training.runId, event.record)
        break
      default:
        event satisfies never
    }
  }

  #end(runId: number, message: string): void {
    this.#options.store.runs.setStatus(runId, 'interrupted', message)
    this.#options.listener.changed(runId)
  }

  #leaveQueue(runId: number): boolean {
    const place = this.#waiting.indexOf(runId)
    if (place >= 0) this.#waiting.splice(place, 1)
    return place >= 0
  }

  #unexpected(runId: number, how: string): string {
    const memory = how === 'signal SIGKILL' ? ' Where memory ran out, a smaller batch helps.' : ''
    const said = lastLines(this.#logFile(runId))
    return `The trainer's process ended unexpectedly (${how}).${memory}${said ? ` It last said: ${said}` : ''}`
  }

  #logFile(runId: number): string {
    return join(this.#options.store.workspace, 'logs', `run-${String(runId)}.log`)
  }
}

function post(child: Child, command: TrainCommand): void {
  child.post(command)
}
