/**
 * Writes down what the training loop reports, in the trainer's process: into the store first, then as events to the
 * host. Steps wait up to a second, so that a fast network does not make a transaction of each.
 */
import type { EpochRecord, RunProgress, StepRecord } from '../../preload/contract/index.ts'
import type { NewCheckpoint, Store } from '../store/store.ts'
import type { Snapshot, TrainListener } from '../train/train.ts'
import type { TrainEvent } from '../worker/protocol.ts'

/** Milliseconds between two writes of steps, and between two progress events. */
const stepInterval = 1000
const progressInterval = 200

export interface RecorderOptions {
  readonly store: Store
  readonly runId: number
  readonly epochs: number
  readonly stepsPerEpoch: number
  readonly post: (event: TrainEvent) => void
}

export class Recorder implements TrainListener {
  readonly #options: RecorderOptions
  #progress: RunProgress
  #steps: StepRecord[] = []
  #wrote = performance.now()
  #told = -Infinity

  constructor(options: RecorderOptions) {
    this.#options = options
    const { runId, epochs, stepsPerEpoch } = options
    this.#progress = {
      runId,
      step: 0,
      steps: epochs * stepsPerEpoch,
      epoch: 1,
      epochs,
      loss: null,
      learningRate: 0,
      imagesPerSecond: 0,
      secondsLeft: null,
      activity: 'starting',
    }
    this.#tell()
  }

  step(record: StepRecord, pace: Pick<RunProgress, 'imagesPerSecond' | 'secondsLeft'>): void {
    this.#steps.push(record)
    const epoch = Math.ceil(record.step / this.#options.stepsPerEpoch)
    this.#progress = { ...this.#progress, ...record, ...pace, epoch }
    if (performance.now() - this.#wrote >= stepInterval) this.#writeSteps()
    if (performance.now() - this.#told >= progressInterval) this.#tell()
  }

  activity(activity: RunProgress['activity']): void {
    this.#progress = { ...this.#progress, activity }
    this.#tell()
  }

  epoch(record: EpochRecord, snapshot: Snapshot): void {
    this.#writeSteps()
    this.#options.store.runs.addEpoch(this.#options.runId, record, checkpointOf(snapshot))
    this.#options.post({ type: 'epoch', record })
  }

  stopped(snapshot: Snapshot): void {
    this.#writeSteps()
    this.#options.store.checkpoints.save(this.#options.runId, checkpointOf(snapshot))
  }

  /** Writes the steps that still wait; also the last word of a run that failed. */
  close(): void {
    this.#writeSteps()
  }

  #writeSteps(): void {
    this.#wrote = performance.now()
    if (this.#steps.length === 0) return
    const records = this.#steps
    this.#steps = []
    this.#options.store.runs.addSteps(this.#options.runId, records)
    this.#options.post({ type: 'steps', records })
  }

  #tell(): void {
    this.#told = performance.now()
    this.#options.post({ type: 'progress', progress: this.#progress })
  }
}

/** Velocities lie beside the parameters, under `velocity.` and the parameter's name. */
function checkpointOf({ state, epoch, best, parameters, velocities }: Snapshot): NewCheckpoint {
  const tensors = [
    ...Array.from(parameters, ([name, { shape, data }]) => ({ name, shape, data })),
    ...Array.from(velocities, ([name, { shape, data }]) => ({ name: `velocity.${name}`, shape, data })),
  ]
  return { step: state.step, epoch, state: { best: state.best }, best, tensors }
}
