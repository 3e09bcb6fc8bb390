/**
 * The training loop. It knows a trainer, batches that arrive and a listener; no database, window or file format. All
 * that it needs to continue is how many steps are done, because every random number is a function of its place.
 */
import type { Batch, Tensors, Trainer } from '../engine/engine.ts'
import { EngineError } from '../engine/engine.ts'
import { Failure } from '../lib/failure.ts'
import type { Now } from './clock.ts'
import { StepClock } from './clock.ts'
import type { TestBatch } from './measure.ts'
import { measure } from './measure.ts'
import type { Measure } from './metrics.ts'
import { RunningMeasure } from './metrics.ts'
import { learningRateAt, warmupSteps } from './schedule.ts'

export interface TrainSettings {
  readonly epochs: number
  /** Pictures a step. */
  readonly batch: number
  readonly stepsPerEpoch: number
  readonly schedule: 'constant' | 'cosine'
  readonly learningRate: number
  readonly momentum: number
  readonly weightDecay: number
}

/** Where a run stands: steps done, and the best epoch's measure so far. */
export interface TrainState {
  readonly step: number
  readonly best: Measure | null
}

export interface StepReport {
  /** Steps done, this one included. */
  readonly step: number
  readonly loss: number
  readonly learningRate: number
}

export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number
  readonly step: number
  readonly train: Measure
  /** `null` where there are no validation pictures, or training was stopped before they were measured. */
  readonly validation: Measure | null
  readonly learningRate: number
  readonly imagesPerSecond: number
  readonly seconds: number
  readonly waitingShare: number
}

/** Parameters and velocities with the state that they belong to. */
export interface Snapshot {
  readonly state: TrainState
  readonly epoch: number
  readonly parameters: Tensors
  readonly velocities: Tensors
  /** Its epoch is the best so far. */
  readonly best: boolean
}

/** Hears what happens, in order; the loop goes on when it returns. */
export interface TrainListener {
  step(report: StepReport, pace: { readonly imagesPerSecond: number; readonly secondsLeft: number | null }): void
  activity(activity: 'training' | 'validating' | 'saving'): void
  epoch(report: EpochReport, snapshot: Snapshot): void
  /** Training was stopped after a step in the middle of an epoch. */
  stopped(snapshot: Snapshot): void
}

export interface TrainOptions {
  readonly trainer: Trainer
  readonly settings: TrainSettings
  readonly state?: TrainState
  /** The epoch's batches without its first `firstStep`, each of `settings.batch` pictures. */
  readonly trainingBatches: (epoch: number, firstStep: number) => AsyncIterable<Batch>
  /** Absent where there are no validation pictures. */
  readonly validationBatches?: () => AsyncIterable<TestBatch>
  readonly listener: TrainListener
  /** Ends training after the step under way. */
  readonly signal: AbortSignal
  readonly now?: Now
}

/**
 * Trains to the last epoch, or until the signal is aborted.
 * Throws `Failure('failed')` where the loss stops being a number.
 */
export async function train(options: TrainOptions): Promise<'finished' | 'stopped'> {
  const { trainer, settings, trainingBatches, validationBatches, listener, signal } = options
  const { epochs, batch: batchSize, stepsPerEpoch, momentum, weightDecay } = settings
  const steps = epochs * stepsPerEpoch
  const schedule = { ...settings, kind: settings.schedule, steps, warmupSteps: warmupSteps(steps, stepsPerEpoch) }
  const clock = new StepClock(options.now ?? (() => performance.now()))
  let { step, best } = options.state ?? { step: 0, best: null }

  const snapshot = async (epoch: number, isBest: boolean): Promise<Snapshot> => {
    listener.activity('saving')
    return { state: { step, best }, epoch, ...(await trainer.read()), best: isBest }
  }

  for (let epoch = Math.floor(step / stepsPerEpoch) + 1; epoch <= epochs; epoch++) {
    clock.beginEpoch()
    listener.activity('training')
    const training = new RunningMeasure()
    let learningRate = learningRateAt(step, schedule)

    for await (const batch of trainingBatches(epoch, step % stepsPerEpoch)) {
      clock.gotBatch()
      learningRate = learningRateAt(step, schedule)
      const { loss, logits } = await takeStep(trainer, batch, { learningRate, momentum, weightDecay }, step)
      step++
      clock.didStep(batchSize)
      training.addBatch(logits, batch.labels)
      listener.step({ step, loss, learningRate }, pace(clock, step, settings))
      if (signal.aborted) break
    }

    if (step < epoch * stepsPerEpoch) {
      listener.stopped(await snapshot(epoch, false))
      return 'stopped'
    }

    listener.activity('validating')
    const validation = validationBatches ? await validate(trainer, validationBatches(), signal) : null
    const report = { epoch, step, train: training.mean(), validation, learningRate, ...timing(clock) }
    const compared = validationBatches ? validation : report.train
    const isBest = compared !== null && better(compared, best)
    if (isBest) best = compared
    listener.epoch(report, await snapshot(epoch, isBest))
    if (signal.aborted && epoch < epochs) return 'stopped'
  }
  return 'finished'
}

/** `null` where training is stopped before every picture was measured. */
async function validate(trainer: Trainer, batches: AsyncIterable<TestBatch>, signal: AbortSignal) {
  try {
    return await measure(trainer, batches, { signal })
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

async function takeStep(trainer: Trainer, batch: Batch, settings: Parameters<Trainer['step']>[1], step: number) {
  try {
    const result = await trainer.step(batch, settings)
    if (Number.isFinite(result.loss)) return result
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'not-finite')) throw error
  }
  throw diverged(step + 1, settings.learningRate)
}

function diverged(step: number, learningRate: number): Failure {
  const lower = Number((learningRate / 5).toPrecision(1))
  return new Failure(
    'failed',
    `Training diverged: the loss of step ${String(step)} is no finite number. Start again with a lower learning rate; ` +
      `it had reached ${learningRate.toPrecision(2)}, so try ${String(lower)}.`,
  )
}

/** Whether a measure has fewer top-1 errors than the best so far, or as many at a lower loss. */
function better(measure: Measure, best: Measure | null): boolean {
  if (!best) return true
  if (measure.top1Error !== best.top1Error) return measure.top1Error < best.top1Error
  return measure.loss < best.loss
}

function timing(clock: StepClock) {
  return { imagesPerSecond: clock.epochImagesPerSecond, seconds: clock.epochSeconds, waitingShare: clock.waitingShare }
}

/** Speed, and the time of the steps to come and of what lies between their epochs, as far as an epoch has shown it. */
function pace(clock: StepClock, step: number, { epochs, stepsPerEpoch, batch }: TrainSettings) {
  const { imagesPerSecond } = clock
  const stepsLeft = epochs * stepsPerEpoch - step
  const epochsLeft = Math.ceil(stepsLeft / stepsPerEpoch)
  const secondsLeft = (stepsLeft * batch) / imagesPerSecond + epochsLeft * clock.secondsBetweenEpochs
  return { imagesPerSecond, secondsLeft: imagesPerSecond > 0 ? secondsLeft : null }
}
