/**
 * The training loop. It knows a trainer, batches that arrive and a listener; no database, window or file format. What
 * it needs to continue is in `TrainState`, because every random number is a function of its place.
 */
import type { Batch, StepSettings, Trainer } from '../engine/engine.ts'
import { EngineError } from '../engine/engine.ts'
import type { Changes } from './changes.ts'
import type { Now } from './clock.ts'
import { StepClock } from './clock.ts'
import { Diverged } from './diverged.ts'
import type { Pace, Snapshot, TrainListener, TrainState } from './listener.ts'
import { beginning } from './listener.ts'
import type { TestBatch } from './measure.ts'
import { measureAnswers } from './measure.ts'
import { nothingMeasured, RunningMeasure } from './metrics.ts'
import type { PatienceSettings } from './patience.ts'
import { judge } from './patience.ts'

export interface TrainSettings extends PatienceSettings, Omit<StepSettings, 'learningRate'> {
  /** Pictures a step. */
  readonly batch: number
  readonly stepsPerEpoch: number
  /** Milliseconds after which a checkpoint is due in the middle of an epoch. */
  readonly checkpointInterval: number
}

/** At most the trainer's batch: bytes [count, crop, crop, 3]. */
export interface ProbeBatch {
  readonly images: Uint8Array
  readonly count: number
}

/** What a person wants of a run while it goes on. */
export type TrainCommand =
  | { readonly kind: 'checkpoint'; readonly name: string | null }
  | { readonly kind: 'rate'; readonly learningRate: number }
  | { readonly kind: 'rate-factor'; readonly factor: number }
  | { readonly kind: 'epochs'; readonly epochs: number }

export interface TrainOptions {
  readonly trainer: Trainer
  readonly settings: TrainSettings
  /** Rate and number of epochs, with what a person changed of them before. */
  readonly changes: Changes
  readonly state?: TrainState
  /** The epoch's batches without its first `firstStep`, each of `settings.batch` pictures. */
  readonly trainingBatches: (epoch: number, firstStep: number) => AsyncIterable<Batch>
  /** Absent where there are no validation pictures. */
  readonly validationBatches?: () => AsyncIterable<TestBatch>
  /** Batches of pictures whose way through the network is observed at the end of each epoch. */
  readonly probe?: readonly ProbeBatch[]
  readonly listener: TrainListener
  /** Takes what a person wants since the last call. */
  readonly commands?: () => readonly TrainCommand[]
  /** Ends training after the step under way. */
  readonly signal: AbortSignal
  readonly now?: Now
}

/**
 * Trains to the last epoch, or until the signal is aborted; then the listener has had a checkpoint of the last step.
 * Throws `Diverged` where the loss stops being a number.
 */
export async function train(options: TrainOptions): Promise<'finished' | 'stopped'> {
  const { trainer, settings, changes, trainingBatches, validationBatches, probe, listener, signal } = options
  const { batch: batchSize, stepsPerEpoch, checkpointInterval } = settings
  const now = options.now ?? (() => performance.now())
  const clock = new StepClock(now)
  let { step, epoch, training: sums, patience } = options.state ?? beginning
  let saved = now()

  const snapshot = async (): Promise<Snapshot> => {
    listener.activity('saving')
    saved = now()
    return { state: { step, epoch, training: sums, patience }, ...(await trainer.read()) }
  }

  const obey = async (command: TrainCommand): Promise<void> => {
    const { drops } = patience
    switch (command.kind) {
      case 'checkpoint':
        await listener.checkpoint(await snapshot(), command.name)
        listener.activity('training')
        break
      case 'rate':
        listener.decided({ kind: 'rate', ...changes.setRate(step, command.learningRate, drops) })
        break
      case 'rate-factor':
        listener.decided({
          kind: 'rate',
          ...changes.setRate(step, changes.rateAt(step, drops) * command.factor, drops),
        })
        break
      case 'epochs':
        listener.decided({ kind: 'epochs', ...changes.setEpochs(step, Math.max(epoch, command.epochs)) })
        break
      default:
        command satisfies never
    }
  }

  while (epoch <= changes.epochs) {
    clock.beginEpoch()
    listener.activity('training')
    const training = new RunningMeasure(sums)
    let learningRate = changes.rateAt(Math.max(0, step - 1), patience.drops)

    if (step < epoch * stepsPerEpoch) {
      for await (const batch of trainingBatches(epoch, step % stepsPerEpoch)) {
        clock.gotBatch()
        for (const command of options.commands?.() ?? []) await obey(command)
        learningRate = changes.rateAt(step, patience.drops)
        const { loss, logits } = await takeStep(trainer, batch, { ...settings, learningRate }, step)
        step++
        clock.didStep(batchSize)
        training.addBatch(logits, batch.labels)
        sums = training.sums
        listener.step({ step, loss, learningRate }, pace(clock, step, settings, changes.epochs))
        if (signal.aborted) break
        if (now() - saved >= checkpointInterval && step < epoch * stepsPerEpoch) {
          await listener.checkpoint(await snapshot(), null)
          listener.activity('training')
        }
      }
    }

    listener.activity('validating')
    const measured = signal.aborted ? 'aborted' : await validate(trainer, validationBatches, signal)
    if (measured === 'aborted') {
      await listener.checkpoint(await snapshot(), null)
      return 'stopped'
    }

    const train = training.mean()
    const validation = measured?.measure ?? null
    const report = { epoch, step, train, validation, learningRate, ...timing(clock) }
    const verdict = judge(patience, epoch, validation ?? train, settings)
    const activity = probe ? await meanActivity(trainer, probe) : null
    patience = verdict.state
    sums = nothingMeasured
    const ended = epoch++
    const observation = { answers: measured?.answers ?? training.answers, activity }
    await listener.epoch(report, await snapshot(), verdict.isBest, observation)

    if (verdict.stop) {
      const { bestEpoch } = patience
      listener.decided({ kind: 'stopped-early', step, patience: ended - bestEpoch, bestEpoch })
      return 'finished'
    }
    if (verdict.dropped) {
      listener.decided({ kind: 'rate-dropped', step, learningRate: changes.rateAt(step, patience.drops) })
    }
    for (const command of options.commands?.() ?? []) await obey(command)
    if (signal.aborted && epoch <= changes.epochs) return 'stopped'
  }
  return 'finished'
}

/** `null` where there are no validation pictures, `aborted` where training is stopped before all were measured. */
async function validate(trainer: Trainer, batches: TrainOptions['validationBatches'], signal: AbortSignal) {
  if (!batches) return null
  try {
    return await measureAnswers(trainer, batches(), { signal })
  } catch (error) {
    if (signal.aborted) return 'aborted' as const
    throw error
  }
}

/** Share of positive outputs of each unit by layer, over all pictures. */
async function meanActivity(trainer: Trainer, probe: readonly ProbeBatch[]): Promise<Map<string, Float32Array>> {
  const pictures = probe.reduce((sum, { count }) => sum + count, 0)
  const means = new Map<string, Float32Array>()
  for (const { images, count } of probe) {
    for (const [layer, shares] of await trainer.activity(images, count)) {
      const mean = means.get(layer) ?? new Float32Array(shares.length)
      shares.forEach((share, unit) => (mean[unit]! += (share * count) / pictures))
      means.set(layer, mean)
    }
  }
  return means
}

async function takeStep(trainer: Trainer, batch: Batch, settings: StepSettings, step: number) {
  try {
    const result = await trainer.step(batch, settings)
    if (Number.isFinite(result.loss)) return result
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'not-finite')) throw error
  }
  throw new Diverged(step + 1, settings.learningRate)
}

function timing(clock: StepClock) {
  return { imagesPerSecond: clock.epochImagesPerSecond, seconds: clock.epochSeconds, waitingShare: clock.waitingShare }
}

/** Time is left for the steps to come and for what lies between their epochs, as far as an epoch has shown it. */
function pace(clock: StepClock, step: number, { stepsPerEpoch, batch }: TrainSettings, epochs: number): Pace {
  const { imagesPerSecond, recentWaitingShare, trainedSeconds, waitingShare } = clock
  const stepsLeft = epochs * stepsPerEpoch - step
  const epochsLeft = Math.ceil(stepsLeft / stepsPerEpoch)
  const secondsLeft = (stepsLeft * batch) / imagesPerSecond + epochsLeft * clock.secondsBetweenEpochs
  return {
    imagesPerSecond,
    recentWaitingShare,
    secondsLeft: imagesPerSecond > 0 ? secondsLeft : null,
    epochs,
    trainedSeconds,
    waitingShare,
  }
}
