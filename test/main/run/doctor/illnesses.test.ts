import '@tensorflow/tfjs-core'
// The native packages bring the gradients themselves.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js'
import { describe, expect, it, vi } from 'vitest'
import type { Cure, Diagnosis, Illness } from '../../../../preload/contract/index.ts'
import { createTensorflowEngine } from '../../../../main/engine/tensorflow/tensorflow-engine.ts'
import type { Life, Patient } from './patient.ts'
import { drawPictures, live } from './patient.ts'

type Change = Patient['settings']

vi.setConfig({ testTimeout: 60_000 })

const classNames = ['across', 'falling', 'upright', 'rising']

const pictures = { training: even(100, 1), validation: even(25, 2) }

/** A run on 400 pictures of four classes of 28×28, measured with 100 others. */
function run(settings: Change = {}, rest: Partial<Patient> = {}): Promise<Life> {
  return live({ settings, ...pictures, classNames, ...rest })
}

function even(count: number, split: number, wrong = 0, side = 28) {
  return drawPictures({ counts: classNames.map(() => count), side, split, wrong })
}

/** A small AlexNet on 160 pictures of 64×64. */
function alexnet(settings: Change = {}): Promise<Life> {
  return live({
    settings: { network: 'alexnet', switches: { width: 1 / 16, crop: 64 }, ...settings },
    training: even(40, 1, 0, 64),
    validation: even(12, 2, 0, 64),
    classNames,
  })
}

function found({ diagnoses }: Life): readonly Illness[] {
  return diagnoses.map(({ illness }) => illness)
}

function diagnosis({ diagnoses }: Life, illness: Illness): Diagnosis {
  const one = diagnoses.find((candidate) => candidate.illness === illness)
  if (!one) throw new Error(`Found were only: ${diagnoses.map((other) => other.words).join(' ') || 'nothing'}`)
  return one
}

/** The settings that a new run gets by this cure. */
function changesBy(cure: Cure | undefined): NonNullable<Change> {
  if (cure?.kind !== 'start') throw new Error('The first cure does not start a run.')
  return cure.settings as NonNullable<Change>
}

describe('a healthy run', () => {
  it('has nothing found in it', async () => {
    const life = await run()
    expect(life.epochs.at(-1)!.validation!.top1Error).toBe(0)
    expect(life.diagnoses).toEqual([])
  })

  it.each<[string, Change]>([
    ['dropout and smoothed labels', { dropout: 0.5, labelSmoothing: 0.1, batch: 16, learningRate: 0.01 }],
    ['tanh and a constant rate', { switches: { activation: 'tanh' }, schedule: 'constant' }],
  ])('has nothing found in it with %s', async (_name, settings) => {
    const life = await run(settings)
    expect(life.epochs.at(-1)!.validation!.top1Error).toBeLessThan(0.1)
    expect(life.diagnoses).toEqual([])
  })

  it('has nothing found in it on a small AlexNet', async () => {
    const life = await alexnet({ learningRate: 0.005, epochs: 12, dropout: 0 })
    expect(life.epochs.at(-1)!.validation!.top1Error).toBeLessThan(0.1)
    expect(life.diagnoses).toEqual([])
  })
})

describe('stuck', () => {
  it('is a deep network whose signal has faded, and He’s initialiser frees it', async () => {
    const life = await alexnet({ initialiser: 'paper', schedule: 'constant', epochs: 16, learningRate: 0.005 })
    const { words, evidence, cures, current } = diagnosis(life, 'stuck')
    expect(current).toBe(true)
    expect(words).toMatch(/^After 80 steps the loss is still 1\.\d\d, which is what guessing costs \(ln 4 = 1\.39\)/)
    expect(evidence).toMatchObject({ guessing: expect.closeTo(Math.log(4)) as number, classes: 4 })
    expect(cures[0]).toMatchObject({ kind: 'start', settings: { initialiser: 'he' } })
    expect(found(life)).toEqual(['stuck'])
  })

  it('is a network of saturated sigmoids, and ReLU frees it', async () => {
    const life = await run({ switches: { activation: 'sigmoid' }, learningRate: 0.01, schedule: 'constant' })
    expect(found(life)).toEqual(['stuck'])
    const [cure] = diagnosis(life, 'stuck').cures
    expect(cure).toMatchObject({ kind: 'start', settings: { switches: { activation: 'relu' } } })
    const cured = await run({ learningRate: 0.01, ...changesBy(cure) })
    expect(cured.diagnoses).toEqual([])
    expect(cured.epochs.at(-1)!.validation!.top1Error).toBe(0)
  })
})

describe('diverged', () => {
  it('names the step, and offers a fifth of the rate', async () => {
    const life = await run({ learningRate: 10, initialiser: 'paper', schedule: 'constant' })
    expect(found(life)).toEqual(['diverged'])
    const { words, evidence, cures, step } = diagnosis(life, 'diverged')
    expect(words).toMatch(/^The loss of step \d+ is no finite number, .* There is no checkpoint before it\.$/)
    expect([step, evidence.step]).toEqual([life.losses.length + 1, life.losses.length + 1])
    expect(cures).toEqual([
      { kind: 'start', words: 'Start again with a learning rate of 2.', settings: { learningRate: 2 } },
    ])
  })

  it('goes on from the last good checkpoint, where there is one', async () => {
    const life = await run({ learningRate: 10, weightDecay: 1, schedule: 'constant' }, { training: even(16, 1) })
    const { words, evidence, cures } = diagnosis(life, 'diverged')
    const last = life.epochs.at(-1)!.step
    expect(words).toContain(`The checkpoint of step ${String(last)} is kept.`)
    expect(evidence.checkpoint).toBe(last)
    expect(cures[0]).toMatchObject({ kind: 'branch', step: last, settings: { learningRate: 2 } })
  })
})

describe('dead units', () => {
  it('are found layer by layer, and the cure is a run without them', async () => {
    const life = await run({ learningRate: 0.1, schedule: 'constant' })
    const { words, evidence, cures } = diagnosis(life, 'dead-units')
    expect(words).toMatch(/^100 % of the units of conv2 \(16 of 16\) answer 0 to every one of 64 pictures/)
    expect(evidence).toMatchObject({ layer: 'conv2', dead: 16, units: 16, pictures: 64 })
    const cured = await run(changesBy(cures[0]))
    expect(cured.diagnoses).toEqual([])
  })
})

describe('one class', () => {
  it('is all that a network answers which only learnt how frequent the classes are', async () => {
    const split = (index: number, each: number) => drawPictures({ counts: [9 * each, each], side: 28, split: index })
    const life = await run(
      { learningRate: 0.01, schedule: 'constant', epochs: 10, initialiser: 'paper' },
      { training: split(1, 20), validation: split(2, 5), classNames: ['often', 'rarely'] },
    )
    const { words, evidence, cures } = diagnosis(life, 'one-class')
    expect(words).toBe('After epoch 10, 100 % of all answers are “often”, but only 90 % of the pictures are.')
    expect(evidence).toEqual({ epoch: 10, class: 'often', share: 1, trueShare: 0.9 })
    expect(cures[0]).toMatchObject({ kind: 'start', settings: { classWeights: 'balanced' } })
  })
})

describe('a rate that is too high', () => {
  it('shows in a loss worse than guessing, and is over when the units have died', async () => {
    const life = await run({ learningRate: 0.2, schedule: 'constant' })
    const { words, evidence, step, lastStep, current, cures } = diagnosis(life, 'rate-too-high')
    expect(words).toMatch(/above the 1\.39 that guessing costs: steps at a learning rate of 0\.2 are too large\.$/)
    expect(evidence.loss).toBeGreaterThan(1.25 * Math.log(4))
    expect(step).toBeLessThan(45)
    expect([lastStep, current]).toEqual([78, false])
    expect(cures[0]).toMatchObject({ kind: 'rate', learningRate: 0.067 })
  })

  it('shows in a loss that climbs out of where it had come down to', async () => {
    const life = await run({ learningRate: 0.03, schedule: 'constant', batch: 8, epochs: 2 })
    const { words, evidence } = diagnosis(life, 'rate-too-high')
    expect(words).toMatch(/above the \d\.\d+ that it had come down to/)
    expect(evidence.loss).toBeGreaterThan(1.3 * Number(evidence.lowest))
  })
})

describe('a rate that is too low', () => {
  it('shows in a straight line that leads nowhere', async () => {
    const life = await run({ learningRate: 0.00002, schedule: 'constant', epochs: 8 })
    expect(found(life)).toEqual(['rate-too-low'])
    const { words, evidence, cures } = diagnosis(life, 'rate-too-low')
    expect(words).toMatch(/^In \d+ steps the loss has fallen, but only to 1\.3\d, where guessing costs 1\.39/)
    expect(evidence.end).toBeGreaterThan(1.3)
    expect(cures[0]).toMatchObject({ kind: 'rate', learningRate: 0.0001 })
  })
})

describe('overfitting', () => {
  it('shows where few pictures with labels that mean nothing are learnt by heart', async () => {
    const life = await run(
      { epochs: 20, schedule: 'constant', weightDecay: 0, batch: 16, warmupEpochs: 2, learningRate: 0.01 },
      { training: even(8, 1, 1), validation: even(8, 2, 1) },
    )
    const { words, evidence, cures } = diagnosis(life, 'overfitting')
    expect(words).toMatch(
      /^Since epoch \d+ the validation loss has risen from 1\.\d+ to \d\.\d+ while the training loss/,
    )
    expect(evidence.validationError).toBeGreaterThan(Number(evidence.trainingError) + 0.3)
    expect(cures.map((cure) => cure.kind === 'start' && cure.settings)).toEqual([
      { augmentation: { crop: true, mirror: true, colour: false } },
      { dropout: 0.5 },
      { weightDecay: 5e-4 },
      { earlyStopping: 5 },
    ])
  })
})

describe('a device that is slower than the processor', () => {
  it('is TensorFlow.js in plain JavaScript', async () => {
    const slow = await createTensorflowEngine({
      device: 'tensorflow-script',
      package: '@tensorflow/tfjs-backend-cpu',
      backend: 'cpu',
      description: 'JavaScript',
    })
    const short: Partial<Patient> = { training: even(2, 1), validation: even(1, 2) }
    const settings: Change = { epochs: 2, batch: 4, switches: { activation: 'relu', width: 0.5 } }
    const speedOf = ({ epochs }: Life) => epochs.at(-1)!.imagesPerSecond
    const [cpu, device] = [
      speedOf(await run(settings, short)),
      speedOf(await run(settings, { ...short, engine: slow })),
    ]
    const onDevice = { ...settings, device: slow.device }
    const life = await run(onDevice, { ...short, engine: slow, speeds: { cpu, [slow.device]: device } })
    const { evidence, cures } = diagnosis(life, 'slow-device')
    expect(evidence).toEqual({ device: slow.device, imagesPerSecond: device, processorImagesPerSecond: cpu })
    expect(cures.map(({ kind }) => kind)).toEqual(['branch', 'start'])
    expect(cures[0]).toMatchObject({ step: 4, settings: { device: 'cpu' } })
    const fast = await run(settings, { ...short, speeds: { cpu, [slow.device]: device } })
    expect(found(fast)).not.toContain('slow-device')
  })
})

describe('starvation', () => {
  it('shows where pictures arrive more slowly than they are learnt from', async () => {
    const life = await run({ epochs: 2, augmentation: { crop: true, mirror: true, colour: true } }, { delay: 200 })
    const { words, evidence, cures } = diagnosis(life, 'starved')
    expect(words).toMatch(/^\d\d % of the training time goes into waiting for pictures: they arrive at \d+ a second/)
    expect(evidence.waitingShare).toBeGreaterThan(0.5)
    expect(cures).toMatchObject([{ kind: 'start', settings: { augmentation: { crop: true, colour: false } } }])
  })
})
