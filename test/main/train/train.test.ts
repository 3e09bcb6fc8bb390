import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../main/engine/engine.ts'
import { Random } from '../../../main/lib/random.ts'
import { Changes } from '../../../main/train/changes.ts'
import type {
  EpochReport,
  Observation,
  Snapshot,
  StepReport,
  TrainDecision,
  TrainListener,
  TrainState,
} from '../../../main/train/listener.ts'
import type { TrainCommand, TrainOptions } from '../../../main/train/train.ts'
import { train } from '../../../main/train/train.ts'
import { SoftmaxTrainer } from '../../support/softmax-trainer.ts'

const inputs = 6
const classes = 3
const batch = 8
const settings = {
  batch,
  stepsPerEpoch: 5,
  momentum: 0.9,
  weightDecay: 5e-4,
  plateauPatience: null,
  earlyStopping: null,
  checkpointInterval: Infinity,
} as const
const schedule = {
  kind: 'cosine',
  learningRate: 1,
  stepsPerEpoch: 5,
  epochs: 4,
  warmupEpochs: 0.2,
  stepEpochs: 1,
  rateDrop: 0.1,
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
  const states: { state: TrainState; isBest: boolean; name: string | null }[] = []
  const parameters: Float32Array[] = []
  const activities: string[] = []
  const decisions: TrainDecision[] = []
  const observations: Observation[] = []
  const keep = ({ state, parameters: tensors }: Snapshot, isBest: boolean, name: string | null): Promise<void> => {
    states.push({ state, isBest, name })
    parameters.push(tensors.get('weight')!.data.slice())
    return Promise.resolve()
  }
  const listener: TrainListener = {
    step: (report) => void steps.push(report),
    activity: (activity) => void activities.push(activity),
    decided: (decision) => void decisions.push(decision),
    epoch: (report, snapshot, isBest, observation) => {
      epochs.push(report)
      observations.push(observation)
      return keep(snapshot, isBest, null)
    },
    checkpoint: (snapshot, name) => keep(snapshot, false, name),
  }
  return { steps, epochs, states, parameters, activities, decisions, observations, listener }
}

function run(heard: ReturnType<typeof listen>, changes: Partial<TrainOptions> = {}) {
  return train({
    trainer: new SoftmaxTrainer(inputs, classes),
    settings,
    changes: new Changes(schedule),
    trainingBatches: epochBatches,
    validationBatches: heldOut,
    listener: heard.listener,
    signal: new AbortController().signal,
    ...changes,
  })
}

/** A listener that also acts on steps. */
function onStep(heard: ReturnType<typeof listen>, act: (step: number) => void): TrainListener {
  return {
    ...heard.listener,
    step: (report, pace) => {
      heard.listener.step(report, pace)
      act(report.step)
    },
  }
}

/** A trainer that answers but does not learn. */
function still(trainer: SoftmaxTrainer): TrainOptions['trainer'] {
  return {
    step: (drawn) => trainer.step(drawn, { learningRate: 0, momentum: 0, weightDecay: 0 }),
    predict: (images, count) => trainer.predict(images, count),
    activity: () => trainer.activity(),
    read: () => trainer.read(),
    close: () => trainer.close(),
  }
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
    expect(heard.states[0]).toMatchObject({ isBest: true, state: { step: 5, epoch: 2 } })
    expect(heard.observations[3]!.answers.reduce((sum, count) => sum + count, 0)).toBe(batch)
  })

  it('marks as best the epoch with the fewest validation errors', async () => {
    const heard = listen()
    await run(heard)
    let best = Infinity
    for (const [index, { validation }] of heard.epochs.entries()) {
      const value = validation!.top1Error + validation!.loss * 1e-6
      expect(heard.states[index]!.isBest).toBe(value < best)
      best = Math.min(best, value)
    }
  })

  it('stops after the step under way, with a checkpoint', async () => {
    const heard = listen()
    const abort = new AbortController()
    const listener = onStep(heard, (step) => {
      if (step === 7) abort.abort()
    })
    await expect(run(heard, { listener, signal: abort.signal })).resolves.toBe('stopped')
    expect(heard.steps).toHaveLength(7)
    expect(heard.epochs).toHaveLength(1)
    expect(heard.states[1]).toMatchObject({ isBest: false, state: { step: 7, epoch: 2, training: { pictures: 16 } } })
  })

  it.each<[string, { step?: number; activity?: string }]>([
    ['in the middle of an epoch', { step: 7 }],
    ['at the last step of an epoch, which was not validated', { step: 10 }],
    ['while an epoch was validated', { activity: 'validating' }],
    ['at the end of an epoch', { activity: 'saving' }],
  ])('goes on exactly as if it had not stopped: %s', async (_name, at) => {
    const whole = listen()
    await run(whole)
    const first = listen()
    const abort = new AbortController()
    const trainer = new SoftmaxTrainer(inputs, classes)
    const stopping: TrainListener = {
      ...onStep(first, (step) => {
        if (step === at.step) abort.abort()
      }),
      activity: (activity) => {
        if (activity === at.activity) abort.abort()
      },
    }
    await expect(run(first, { trainer, listener: stopping, signal: abort.signal })).resolves.toBe('stopped')
    const rest = listen()
    const { state } = first.states.at(-1)!
    await expect(run(rest, { trainer, state: JSON.parse(JSON.stringify(state)) as TrainState })).resolves.toBe(
      'finished',
    )
    expect([...first.steps, ...rest.steps]).toEqual(whole.steps)
    const measures = ({ epoch, step, train: own, validation, learningRate }: EpochReport) => ({
      ...{ epoch, step, own, validation, learningRate },
    })
    expect([...first.epochs, ...rest.epochs].map(measures)).toEqual(whole.epochs.map(measures))
    expect(rest.parameters.at(-1)).toEqual(whole.parameters.at(-1))
  })

  it('writes a checkpoint after so many milliseconds in an epoch', async () => {
    const heard = listen()
    let milliseconds = 0
    const listener = onStep(heard, () => (milliseconds += 100))
    await run(heard, { listener, now: () => milliseconds, settings: { ...settings, checkpointInterval: 200 } })
    expect(heard.states.slice(0, 4).map(({ state }) => state.step)).toEqual([2, 4, 5, 7])
  })

  it('does what a person asks before the next step, and tells what was decided', async () => {
    const heard = listen()
    const asked: TrainCommand[] = []
    const listener = onStep(heard, (step) => {
      if (step === 3) asked.push({ kind: 'rate-factor', factor: 0.1 }, { kind: 'checkpoint', name: 'mine' })
      if (step === 8) asked.push({ kind: 'rate', learningRate: 0.5 }, { kind: 'epochs', epochs: 5 })
    })
    await run(heard, { listener, commands: () => asked.splice(0) })
    const [third, fourth] = [heard.steps[2]!.learningRate, heard.steps[3]!.learningRate]
    expect(fourth / third).toBeGreaterThan(0.08)
    expect(fourth / third).toBeLessThan(0.1)
    expect(heard.steps[8]!.learningRate).toBe(0.5)
    expect(heard.steps).toHaveLength(25)
    expect(heard.states[0]).toMatchObject({ name: 'mine', state: { step: 3 } })
    expect(heard.decisions.map(({ kind, step }) => [kind, step])).toEqual([
      ['rate', 3],
      ['rate', 8],
      ['epochs', 8],
    ])
  })

  it('drops the rate on a plateau, and ends early where nothing gets better', async () => {
    const heard = listen()
    await run(heard, {
      trainer: still(new SoftmaxTrainer(inputs, classes)),
      settings: { ...settings, plateauPatience: 1, earlyStopping: 3 },
      changes: new Changes({ ...schedule, kind: 'plateau', epochs: 10, warmupEpochs: 0 }),
    })
    expect(heard.epochs).toHaveLength(4)
    expect(heard.epochs.map(({ learningRate }) => learningRate)).toEqual([
      1,
      1,
      expect.closeTo(0.1),
      expect.closeTo(0.01),
    ])
    expect(heard.decisions.at(-1)).toEqual({ kind: 'stopped-early', step: 20, patience: 3, bestEpoch: 1 })
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
        activity: () => trainer.activity(),
        read: () => trainer.read(),
        close: () => trainer.close(),
      },
    })
    expect(paces[0]).toEqual({
      imagesPerSecond: 20,
      recentWaitingShare: 0.25,
      secondsLeft: 7.6,
      epochs: 4,
      trainedSeconds: 0.4,
      waitingShare: 0.25,
    })
    expect(paces[5]).toMatchObject({ imagesPerSecond: 20, secondsLeft: 8.6 })
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
