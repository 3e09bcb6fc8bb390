import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../main/engine/engine.ts'
import { Random } from '../../../main/lib/random.ts'
import type { EpochReport, Snapshot, StepReport, TrainOptions } from '../../../main/train/train.ts'
import { train } from '../../../main/train/train.ts'
import { SoftmaxTrainer } from '../../support/softmax-trainer.ts'

const inputs = 6
const classes = 3
const batch = 8
const settings = {
  epochs: 4,
  batch,
  stepsPerEpoch: 5,
  schedule: 'cosine',
  learningRate: 1,
  momentum: 0.9,
  weightDecay: 5e-4,
} as const

/** Pictures whose two brightest pixels tell their class, drawn anew for each step. */
function draw(epoch: number, step: number) {
  const random = new Random(1, 'sample', epoch, step)
  const labels = Int32Array.from({ length: batch }, () => random.integer(classes))
  const images = Uint8Array.from({ length: batch * inputs }, (_, at) => {
    const bright = Math.floor((at % inputs) / 2) === labels[Math.floor(at / inputs)]
    return random.integer(120) + (bright ? 100 : 0)
  })
  return { images, labels }
}

async function* epochBatches(epoch: number, firstStep: number) {
  for (let step = firstStep; step < settings.stepsPerEpoch; step++) {
    await Promise.resolve()
    yield draw(epoch, step)
  }
}

async function* heldOut() {
  await Promise.resolve()
  yield { ...draw(0, 0), crops: 1 as const }
}

function listen() {
  const steps: StepReport[] = []
  const epochs: EpochReport[] = []
  const snapshots: Snapshot[] = []
  const activities: string[] = []
  const listener = {
    step: (report: StepReport) => void steps.push(report),
    activity: (activity: string) => void activities.push(activity),
    epoch: (report: EpochReport, snapshot: Snapshot) => {
      epochs.push(report)
      snapshots.push(snapshot)
    },
    stopped: (snapshot: Snapshot) => void snapshots.push(snapshot),
  }
  return { steps, epochs, snapshots, activities, listener }
}

function run(heard: ReturnType<typeof listen>, changes: Partial<TrainOptions> = {}) {
  return train({
    trainer: new SoftmaxTrainer(inputs, classes),
    settings,
    trainingBatches: epochBatches,
    validationBatches: heldOut,
    listener: heard.listener,
    signal: new AbortController().signal,
    ...changes,
  })
}

describe('train', () => {
  it('learns, and reports each step and epoch', async () => {
    const heard = listen()
    await expect(run(heard)).resolves.toBe('finished')
    expect(heard.steps.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(heard.steps[0]!.loss).toBeCloseTo(Math.log(3))
    expect(heard.epochs.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 5],
      [2, 10],
      [3, 15],
      [4, 20],
    ])
    expect(heard.epochs[3]!.validation!.top1Error).toBe(0)
    expect(heard.epochs[3]!.train.loss).toBeLessThan(heard.epochs[0]!.train.loss / 2)
    expect(heard.activities.slice(0, 3)).toEqual(['training', 'validating', 'saving'])
    expect(heard.snapshots[0]).toMatchObject({ epoch: 1, best: true, state: { step: 5 } })
  })

  it('marks as best the epoch with the fewest validation errors', async () => {
    const heard = listen()
    await run(heard)
    let best = Infinity
    for (const [index, { validation }] of heard.epochs.entries()) {
      const value = validation!.top1Error + validation!.loss * 1e-6
      expect(heard.snapshots[index]!.best).toBe(value < best)
      best = Math.min(best, value)
    }
  })

  it('stops after the step under way, with a snapshot', async () => {
    const heard = listen()
    const abort = new AbortController()
    const listener = {
      ...heard.listener,
      step: (report: StepReport) => {
        heard.listener.step(report)
        if (report.step === 7) abort.abort()
      },
    }
    await expect(run(heard, { listener, signal: abort.signal })).resolves.toBe('stopped')
    expect(heard.steps).toHaveLength(7)
    expect(heard.epochs).toHaveLength(1)
    expect(heard.snapshots[1]).toMatchObject({ epoch: 2, best: false, state: { step: 7 } })
  })

  it('records an epoch whose validation was stopped as not measured', async () => {
    const heard = listen()
    const abort = new AbortController()
    const listener = {
      ...heard.listener,
      activity: (activity: string) => {
        if (activity === 'validating') abort.abort()
      },
    }
    await expect(run(heard, { listener, signal: abort.signal })).resolves.toBe('stopped')
    expect(heard.epochs.map(({ step, validation }) => [step, validation])).toEqual([[5, null]])
    expect(heard.snapshots[0]!.best).toBe(false)
  })

  it('continues in the middle of an epoch with the same rates as if it had not stopped', async () => {
    const whole = listen()
    await run(whole)
    const rest = listen()
    await run(rest, { state: { step: 7, best: null } })
    expect(rest.steps.map(({ step, learningRate }) => [step, learningRate])).toEqual(
      whole.steps.slice(7).map(({ step, learningRate }) => [step, learningRate]),
    )
    expect(rest.epochs.map(({ epoch }) => epoch)).toEqual([2, 3, 4])
  })

  it('tells the speed, the share of waiting and the time left', async () => {
    const heard = listen()
    let milliseconds = 0
    const trainer = new SoftmaxTrainer(inputs, classes)
    const paces: { imagesPerSecond: number; secondsLeft: number | null }[] = []
    await run(heard, {
      now: () => milliseconds,
      listener: { ...heard.listener, step: (_report, pace) => void paces.push(pace) },
      trainingBatches: async function* (epoch, firstStep) {
        for await (const drawn of epochBatches(epoch, firstStep)) {
          milliseconds += 100
          yield drawn
        }
      },
      trainer: {
        step: (drawn, stepSettings) => {
          milliseconds += 300
          return trainer.step(drawn, stepSettings)
        },
        predict: (images, count) => {
          milliseconds += 1000
          return trainer.predict(images, count)
        },
        read: () => trainer.read(),
        close: () => trainer.close(),
      },
    })
    expect(paces[0]).toEqual({ imagesPerSecond: 20, secondsLeft: 7.6 })
    expect(paces[5]).toEqual({ imagesPerSecond: 20, secondsLeft: 8.6 })
    expect(heard.epochs[0]).toMatchObject({ imagesPerSecond: 20, waitingShare: 0.25, seconds: 3 })
  })

  it.each([
    ['answers NaN', () => Promise.resolve({ loss: NaN, logits: new Float32Array(batch * classes) })],
    ['says so itself', () => Promise.reject(new EngineError('not-finite', 'The loss is NaN.'))],
  ])('says what to do when the loss is no number: an engine that %s', async (_name, step) => {
    const trainer = new SoftmaxTrainer(inputs, classes)
    trainer.step = step
    await expect(run(listen(), { trainer })).rejects.toThrow(
      'Training diverged: the loss of step 1 is no finite number. Start again with a lower learning rate; it had reached 1.0, so try 0.2.',
    )
  })
})
