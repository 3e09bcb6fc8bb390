/**
 * Writes down what the training loop reports, in the trainer's process: into the store first, then as events to the
 * host. Steps wait up to a second, so that a fast network does not make a transaction of each.
 */
import type { RunEvent, RunProgress, StepRecord, UsageRecord } from '../../preload/contract/index.ts'
import type { NewCheckpoint, Store } from '../store/store.ts'
import type { EpochReport, Observation, Pace, Snapshot, TrainDecision, TrainListener } from '../train/listener.ts'
import type { TrainEvent } from '../worker/protocol.ts'
import type { CheckpointWriter } from './checkpoint-writer.ts'
import type { Doctor } from './doctor/doctor.ts'
import type { GpuUsage } from './gpu-meter.ts'
import { untold } from './gpu-meter.ts'
import { UsageSampler } from './usage-sampler.ts'
import { UsageMeter } from './usage.ts'

/** Milliseconds that steps wait at most before they are written, and between two events of progress and of checkpoints. */
const stepInterval = 800
const progressInterval = 200
const checkpointInterval = 1000

export interface RecorderOptions {
  readonly store: Store
  readonly runId: number
  readonly epochs: number
  readonly stepsPerEpoch: number
  /** Where the run goes on from, and seconds that its epochs took until then. */
  readonly step: number
  readonly seconds: number
  readonly writer: Pick<CheckpointWriter, 'save'>
  readonly doctor: Doctor
  /** What the GPU tells of itself. */
  readonly gpu: () => GpuUsage
  readonly post: (event: TrainEvent) => void
}

/** Where a run stands before its first step of this process. */
export function startingProgress({
  runId,
  epochs,
  stepsPerEpoch,
  step,
  seconds,
}: Pick<RecorderOptions, 'runId' | 'epochs' | 'stepsPerEpoch' | 'step' | 'seconds'>): RunProgress {
  return {
    runId,
    step,
    steps: epochs * stepsPerEpoch,
    epoch: Math.min(epochs, Math.floor(step / stepsPerEpoch) + 1),
    epochs,
    loss: null,
    learningRate: 0,
    imagesPerSecond: 0,
    waitingShare: 0,
    seconds,
    secondsLeft: null,
    memoryBytes: process.memoryUsage.rss(),
    processorLoad: 0,
    ...untold,
    activity: 'starting',
  }
}

export class Recorder implements TrainListener {
  readonly #options: RecorderOptions
  #progress: RunProgress
  #steps: StepRecord[] = []
  #timer: NodeJS.Timeout | undefined
  #wrote = performance.now()
  #told = -Infinity
  #toldCheckpoint = -Infinity
  /** Seconds of the epochs that have ended, and when the one under way began. */
  #epochsSeconds: number
  #epochBegan = performance.now()
  /** The state of the last checkpoint, which need not be written again. */
  #saved: string | undefined
  readonly #usage: UsageMeter
  readonly #sampler: UsageSampler

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#usage = new UsageMeter(options.gpu)
    this.#sampler = new UsageSampler(new UsageMeter(options.gpu))
    this.#progress = startingProgress(options)
    this.#epochsSeconds = options.seconds
  }

  step(record: StepRecord, pace: Pace): void {
    const { stepsPerEpoch, doctor } = this.#options
    this.#steps.push(record)
    doctor.step(record, pace)
    const { imagesPerSecond, recentWaitingShare: waitingShare, secondsLeft, epochs } = pace
    const [epoch, steps] = [Math.ceil(record.step / stepsPerEpoch), epochs * stepsPerEpoch]
    const speed = { imagesPerSecond, waitingShare, secondsLeft }
    this.#progress = { ...this.#progress, ...record, ...speed, epoch, epochs, steps }
    const sample = this.#sampler.step(record.step, speed)
    if (sample) this.#keepUsage(sample)
    if (performance.now() - this.#wrote >= stepInterval) this.#writeSteps()
    // The next step may take long.
    else this.#timer ??= setTimeout(() => this.#writeSteps(), stepInterval)
    if (performance.now() - this.#told >= progressInterval) this.#tell()
  }

  activity(activity: RunProgress['activity']): void {
    this.#progress = { ...this.#progress, activity }
    this.#tell()
  }

  decided({ step, ...event }: TrainDecision): void {
    const { store, runId, post, doctor } = this.#options
    store.runLog.add(runId, step, event satisfies RunEvent)
    if (event.kind === 'epochs') {
      store.runs.setSettings(runId, { ...store.runs.get(runId).settings, epochs: event.to })
      doctor.setEpochs(event.to)
    }
    post({ type: 'changed' })
  }

  async epoch(report: EpochReport, snapshot: Snapshot, isBest: boolean, observation: Observation): Promise<void> {
    const { store, runId, post, doctor, writer } = this.#options
    const { sample, whole } = this.#sampler.epoch(report)
    const record = { ...report, usage: whole }
    this.#epochsSeconds += report.seconds
    this.#epochBegan = performance.now()
    this.#writeSteps()
    if (sample) this.#keepUsage(sample)
    store.runs.addEpoch(runId, record)
    post({ type: 'epoch', record })
    doctor.epoch(record, observation)
    this.#look()
    this.#saved = keyOf(snapshot)
    await writer.save(checkpointOf(snapshot, isBest, null))
  }

  async checkpoint(snapshot: Snapshot, name: string | null): Promise<void> {
    const { store, runId, writer, post } = this.#options
    this.#writeSteps()
    if (name === null && this.#saved === keyOf(snapshot)) return
    this.#saved = keyOf(snapshot)
    await writer.save(checkpointOf(snapshot, false, name))
    if (name !== null) store.runLog.add(runId, snapshot.state.step, { kind: 'checkpoint', name })
    post({ type: 'changed' })
  }

  /** A checkpoint is whole. Those of a fast network come too often to tell of each. */
  checkpointed(): void {
    if (performance.now() - this.#toldCheckpoint < checkpointInterval) return
    this.#toldCheckpoint = performance.now()
    this.#options.post({ type: 'changed' })
  }

  /** Writes the steps that still wait; also the last word of a run that failed. */
  close(): void {
    this.#writeSteps()
  }

  #writeSteps(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#wrote = performance.now()
    if (this.#steps.length === 0) return
    const records = this.#steps
    this.#steps = []
    this.#options.store.runs.addSteps(this.#options.runId, records)
    this.#options.post({ type: 'steps', records })
    this.#look()
  }

  #keepUsage(record: UsageRecord): void {
    const { store, runId, post } = this.#options
    store.runs.addUsage(runId, record)
    post({ type: 'usage', record })
  }

  #look(): void {
    const { store, runId, doctor, post } = this.#options
    const diagnoses = doctor.look()
    if (diagnoses === null) return
    store.diagnoses.set(runId, diagnoses)
    post({ type: 'diagnoses', diagnoses })
  }

  #tell(): void {
    this.#told = performance.now()
    const seconds = this.#epochsSeconds + (this.#told - this.#epochBegan) / 1000
    this.#progress = { ...this.#progress, seconds, ...this.#usage.read() }
    this.#options.post({ type: 'progress', progress: this.#progress })
  }
}

function keyOf({ state: { step, epoch } }: Snapshot): string {
  return `${String(epoch)}:${String(step)}`
}

/** Velocities lie beside the parameters, under `velocity.` and the parameter's name. */
function checkpointOf({ state, parameters, velocities }: Snapshot, best: boolean, name: string | null): NewCheckpoint {
  const tensors = [
    ...Array.from(parameters, ([key, { shape, data }]) => ({ name: key, shape, data })),
    ...Array.from(velocities, ([key, { shape, data }]) => ({ name: `velocity.${key}`, shape, data })),
  ]
  return { step: state.step, epoch: epochOf(state), state, best, name, tensors }
}

/** Epochs that were ended, or the one under way where its steps are not all done. */
function epochOf({ epoch, training }: Snapshot['state']): number {
  return training.pictures > 0 ? epoch : epoch - 1
}
