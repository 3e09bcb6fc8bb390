/**
 * The runs of a workspace, in the host's process: one trains, the others wait their turn. It starts the trainer's
 * process, passes on what it reports, and finds the right end for a run whose trainer died. It trains nothing itself.
 */
import type { Diagnosis, EpochRecord, RunProgress, StepRecord, UsageRecord } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { RunRequest } from '../store/run-requests.ts'
import type { Store } from '../store/store.ts'
import type { TrainCommand, TrainEvent, TrainJob } from '../worker/protocol.ts'
import type { Child, Launch } from '../worker/spawn.ts'
import type { BranchRequest } from './branch.ts'
import { branchRun } from './branch.ts'
import type { NewRunRequest } from './create.ts'
import { createRun } from './create.ts'
import { LeftBehind } from './left-behind.ts'
import { demandResumable } from './resumable.ts'
import { setEpochs } from './set-epochs.ts'
import { removeTrainerFiles, trainerLog, unexpectedEnd } from './trainer-log.ts'

/** Hears what happens to the runs. Whatever it hears is in the store already. */
export interface RunListener {
  progress(progress: RunProgress): void
  steps(runId: number, records: readonly StepRecord[]): void
  usage(runId: number, record: UsageRecord): void
  epoch(runId: number, record: EpochRecord): void
  diagnoses(runId: number, diagnoses: readonly Diagnosis[]): void
  /** A run began, ended, or was changed. */
  changed(runId: number): void
}

export interface RunManagerOptions {
  readonly store: Store
  readonly launch: Launch
  readonly listener: RunListener
  /** Pictures a second by device, where they were compared. */
  readonly speeds?: () => Readonly<Record<string, number>>
  /** Milliseconds that a closing host waits for the trainer's last checkpoint. */
  readonly patience?: number
}

interface Training {
  readonly runId: number
  readonly child: Child
  readonly ended: Promise<void>
  progress: RunProgress | null
  /** The run is no longer in the store. */
  removed: boolean
}

interface Waiting {
  readonly runId: number
  /** The checkpoint to go on from; absent: the newest. */
  readonly step?: number
}

/** Milliseconds between two looks for what other processes ask of runs that do not train. */
const pollInterval = 1000

export class RunManager {
  readonly #options: RunManagerOptions
  readonly #waiting: Waiting[] = []
  readonly #timer: NodeJS.Timeout
  readonly #leftBehind: LeftBehind
  #training: Training | null = null
  #closed = false

  /** Runs that an earlier host left unfinished are marked as interrupted. */
  constructor(options: RunManagerOptions) {
    this.#options = options
    this.#leftBehind = new LeftBehind(options.store.workspace)
    for (const { id, status } of options.store.runs.list()) {
      if (status === 'running') {
        this.#leftBehind.add(id)
        this.#end(id, 'The program ended while this run was training. It can be resumed.')
      }
      if (status === 'waiting') this.#end(id, 'The program ended before this run began. It can be resumed.')
    }
    this.#timer = setInterval(() => this.#poll(), pollInterval).unref()
  }

  /** Whether a run trains now. */
  get busy(): boolean {
    return this.#training !== null
  }

  /** Creates a run and starts it, or lets it wait for the one under way. Throws `Failure` where it cannot be trained. */
  start(request: NewRunRequest): number {
    const runId = createRun(this.#options.store, request)
    this.#enqueue({ runId })
    return runId
  }

  /** Creates a run that goes on from a checkpoint of another, and starts it or lets it wait. */
  branch(request: BranchRequest): number {
    const runId = branchRun(this.#options.store, request)
    this.#enqueue({ runId })
    return runId
  }

  /** Lets a run go on that ended before its last epoch. Throws `Failure('conflict')` where it cannot. */
  resume(runId: number, step?: number): void {
    const { store } = this.#options
    demandResumable(store.runs.get(runId))
    if (step !== undefined) store.checkpoints.at(runId, step)
    store.runs.setStatus(runId, 'waiting')
    this.#enqueue({ runId, ...(step !== undefined && { step }) })
  }

  /** Ends a run after the step under way with a checkpoint, so that it can be resumed; a waiting one at once. */
  pause(runId: number): void {
    this.#letGo(runId, 'pause', 'paused')
  }

  /** As `pause`, for a run that is not meant to go on. */
  stop(runId: number): void {
    this.#letGo(runId, 'stop', 'stopped')
  }

  /** Asks something of the trainer, or of the next one of a run that does not train; see `RunRequest`. */
  ask(runId: number, request: Extract<RunRequest, { kind: 'checkpoint' | 'rate' | 'rate-factor' | 'epochs' }>): void {
    const { store, listener } = this.#options
    const { status } = store.runs.get(runId)
    const isTraining = this.#training?.runId === runId
    if (request.kind === 'epochs' && !isTraining) {
      setEpochs(store, runId, request.epochs)
      listener.changed(runId)
      return
    }
    const isOver = status === 'finished' || status === 'failed'
    if (isOver || (request.kind === 'checkpoint' && !isTraining)) {
      throw new Failure('conflict', `Run ${String(runId)} is not training: it is ${status}.`)
    }
    store.runRequests.add(runId, request)
    if (isTraining) this.#look()
  }

  /** Removes a run with its metrics and checkpoints. Throws `Failure('conflict')` while it trains. */
  remove(runId: number): number {
    const { store, listener } = this.#options
    if (this.#training?.runId === runId) {
      if (store.runs.get(runId).status === 'running') {
        throw new Failure('conflict', `Run ${String(runId)} is training. Stop it first, then remove it.`)
      }
      // It has written its last word and is only on its way out.
      this.#training.removed = true
    }
    this.#leaveQueue(runId)
    const bytes = store.runs.remove(runId)
    removeTrainerFiles(store.workspace, runId)
    listener.changed(runId)
    return bytes
  }

  /** Where a run under way stands; `null` for all others. */
  progress(runId: number): RunProgress | null {
    return this.#training?.runId === runId ? this.#training.progress : null
  }

  /** Starts no further run, pauses the one under way with a checkpoint, and waits for it. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    for (const { runId } of this.#waiting.splice(0)) {
      this.#end(runId, 'The program was closed before this run began. It can be resumed.')
    }
    const training = this.#training
    if (!training) return
    if (!training.removed) this.#options.store.runRequests.add(training.runId, { kind: 'pause' })
    this.#look()
    const timer = setTimeout(() => training.child.kill(), this.#options.patience ?? 60_000)
    await training.ended
    clearTimeout(timer)
  }

  #enqueue(waiting: Waiting): void {
    this.#waiting.push(waiting)
    this.#options.listener.changed(waiting.runId)
    this.#next()
  }

  #next(): void {
    if (this.#training || this.#closed) return
    const next = this.#waiting.shift()
    if (next === undefined) return
    const { runId } = next
    const { store, launch, listener, speeds } = this.#options
    // What was asked of an earlier trainer is over, but for what is to be changed; what is asked from now on is this one's.
    store.runRequests.take(runId, ({ kind }) => kind === 'pause' || kind === 'stop' || kind === 'resume')
    store.runs.setStatus(runId, 'running')
    const job: TrainJob = { workspace: store.workspace, ...next, speeds: speeds?.() ?? {} }
    const logFile = trainerLog(store.workspace, runId)
    const child = launch('train.worker', { job, logFile })
    const ended = Promise.withResolvers<void>()
    const training: Training = { runId, child, ended: ended.promise, progress: null, removed: false }
    this.#training = training
    child.onMessage((message) => this.#hear(training, message as TrainEvent))
    child.onExit((how) => {
      this.#training = null
      if (!training.removed && store.runs.get(runId).status === 'running') this.#end(runId, unexpectedEnd(logFile, how))
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
      case 'usage':
        listener.usage(training.runId, event.record)
        break
      case 'epoch':
        listener.epoch(training.runId, event.record)
        break
      case 'diagnoses':
        listener.diagnoses(training.runId, event.diagnoses)
        break
      case 'changed':
        listener.changed(training.runId)
        break
      default:
        event satisfies never
    }
  }

  #letGo(runId: number, kind: 'pause' | 'stop', status: 'paused' | 'stopped'): void {
    const { store, listener } = this.#options
    if (this.#training?.runId === runId) {
      store.runRequests.add(runId, { kind })
      this.#look()
    } else if (this.#leaveQueue(runId)) {
      store.runs.setStatus(runId, status, `It was ${status} before it began.`)
      listener.changed(runId)
    } else {
      throw new Failure('conflict', `Run ${String(runId)} is not training: it is ${store.runs.get(runId).status}.`)
    }
  }

  #poll(): void {
    for (const runId of this.#leftBehind.ended()) this.#options.listener.changed(runId)
    this.#doWhatIsAsked()
  }

  /** Does what other processes ask of runs that do not train; a trainer looks after its own. */
  #doWhatIsAsked(): void {
    const { store } = this.#options
    for (const runId of store.runRequests.runs()) {
      if (this.#training?.runId === runId) continue
      const isForHost = ({ kind }: RunRequest) => ['resume', 'pause', 'stop', 'epochs'].includes(kind)
      for (const request of store.runRequests.take(runId, isForHost)) {
        try {
          if (request.kind === 'resume') this.resume(runId, request.step ?? undefined)
          else if (request.kind === 'pause') this.pause(runId)
          else if (request.kind === 'stop') this.stop(runId)
          else if (request.kind === 'epochs') this.ask(runId, request)
        } catch (error) {
          // Who asked has checked it before, and watches the run's status; things have changed since.
          if (!(error instanceof Failure)) throw error
        }
      }
    }
  }

  #look(): void {
    this.#training?.child.post({ type: 'look' } satisfies TrainCommand)
  }

  #end(runId: number, message: string): void {
    this.#options.store.runs.setStatus(runId, 'interrupted', message)
    this.#options.listener.changed(runId)
  }

  #leaveQueue(runId: number): boolean {
    const place = this.#waiting.findIndex((waiting) => waiting.runId === runId)
    if (place >= 0) this.#waiting.splice(place, 1)
    return place >= 0
  }
}
