/** One suite for every engine and device: its numbers against PyTorch's in double precision. */
import { readdirSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import {
  type Batch,
  type Engine,
  EngineError,
  type StepSettings,
  type Tensors,
  type Trainer,
} from '../../main/engine/engine.ts'
import { stepBytes } from '../../main/engine/memory.ts'
import { kindOf, ratesOf } from '../../main/engine/rates.ts'
import type { SafeTensor } from '../../main/interchange/formats/safetensors.ts'
import {
  type Golden,
  goldenBatch,
  goldenParameters,
  goldenSettings,
  goldenStep,
  readGolden,
  relativeError,
} from './inputs.ts'

/** Greatest relative error in single precision. */
const bound = 1e-4
const normalisation = { mean: [0, 0, 0], scale: 1 } as const

export const allGoldens = readdirSync(new URL('../reference/goldens/', import.meta.url))
  .map((file) => file.replace('.safetensors', ''))
  .toSorted()

/** Every switch and preset; without the wide networks, which fill the blocks of a processor's layout. */
export const smallGoldens = allGoldens.filter((name) => !name.endsWith('-wide'))

/** States the suite for an engine. */
export function conformance(engine: Engine, goldenNames: readonly string[] = allGoldens): void {
  vi.setConfig({ testTimeout: 60_000 })

  describe.each(goldenNames)('%s', (name) => {
    const golden = readGolden(name)

    it("has PyTorch's logits, loss, gradients, and parameters after three steps", async () => {
      await using trainer = await open(engine, golden)
      const settings = { ...goldenSettings, ...golden.training }
      const { logits, loss } = await trainer.step(goldenStep(golden, 0), settings)
      expect(relativeError(logits, golden.tensors.get('logits')!)).toBeLessThan(bound)
      expect(relativeError(Float32Array.of(loss), golden.tensors.get('loss')!)).toBeLessThan(bound)
      const gradients = gradientsOf(goldenParameters(golden.spec), (await trainer.read()).velocities, settings)
      expect(tooFar(golden.tensors, 'gradient.', gradients)).toEqual([])
      for (const step of [1, 2]) await trainer.step(goldenStep(golden, step), settings)
      expect(tooFar(golden.tensors, '', (await trainer.read()).parameters)).toEqual([])
    })
  })

  describe('answers', () => {
    it.each(['alexnet', 'lenet'])('of %s in training are those of a predictor, without dropout', async (name) => {
      const golden = readGolden(name)
      await using trainer = await open(engine, golden)
      const predictor = await engine.predictor({
        network: golden.spec,
        normalisation,
        parameters: goldenParameters(golden.spec),
      })
      const { images } = goldenStep(golden, 0)
      expect(await predictor.predict(images, goldenBatch)).toEqual(await trainer.predict(images, goldenBatch))
      await predictor.close()
    })

    it.each(['alexnet', 'lenet', 'alexnet-torchvision'])(
      'of %s are its feature vectors through its last layer',
      async (name) => {
        const golden = readGolden(name)
        const parameters = goldenParameters(golden.spec)
        await using predictor = closing(await engine.predictor({ network: golden.spec, normalisation, parameters }))
        const { images } = goldenStep(golden, 0)
        const features = await predictor.features(images, goldenBatch)
        const [weight, bias] = [...parameters.values()].slice(-2)
        const [classes, width] = weight!.shape as [number, number]
        expect(features).toHaveLength(goldenBatch * width)
        const logits = Float32Array.from({ length: goldenBatch * classes }, (_, at) => {
          const [picture, output] = [Math.floor(at / classes), at % classes]
          const row = weight!.data.subarray(output * width, (output + 1) * width)
          return row.reduce(
            (sum, value, input) => sum + value * features[picture * width + input]!,
            bias!.data[output]!,
          )
        })
        expect(relativeError(await predictor.predict(images, goldenBatch), { data: logits })).toBeLessThan(bound)
      },
    )

    it('come whatever the count of pictures, in parts too', async () => {
      const golden = readGolden('lenet')
      await using trainer = await open(engine, golden, stepBytes(golden.spec, 2))
      const { images } = goldenStep(golden, 0)
      const whole = await trainer.predict(images, goldenBatch)
      const pixels = 3 * golden.spec.crop ** 2
      const three = await trainer.predict(images.subarray(pixels), 3)
      three.forEach((logit, index) => {
        expect(logit).toBeCloseTo(whole[golden.spec.classes + index]!, 5)
      })
    })

    it('tell the share of positive outputs of each unit', async () => {
      const golden = readGolden('lenet-overlapping')
      const parameters = new Map(goldenParameters(golden.spec))
      const bias = (name: string, ...values: number[]) => {
        const { shape, data } = parameters.get(name)!
        parameters.set(name, { shape, data: Float32Array.from(data, (value, index) => values[index] ?? value) })
      }
      bias('conv1.bias', -100, 100)
      bias('fc4.bias', 100, -100)
      await using trainer = await open(engine, { ...golden, parameters })
      const shares = await trainer.activity(goldenStep(golden, 0).images, goldenBatch)
      expect([...shares.keys()]).toEqual(['conv1', 'conv2', 'fc3', 'fc4'])
      expect(shares.get('conv1')).toHaveLength(6)
      expect([...shares.get('conv1')!.subarray(0, 2)]).toEqual([0, 1])
      expect([...shares.get('fc4')!.subarray(0, 2)]).toEqual([1, 0])
      const quarters = [...shares.get('fc3')!].map((share) => share * goldenBatch)
      expect(quarters).toEqual(quarters.map(Math.round))
    })
  })

  describe('parts', () => {
    it("have PyTorch's parameters after three steps with every option", async () => {
      const golden = readGolden('alexnet-every-option')
      await using trainer = await open(engine, golden, stepBytes(golden.spec, 2))
      for (const step of [0, 1, 2])
        await trainer.step(goldenStep(golden, step), { ...goldenSettings, ...golden.training })
      expect(tooFar(golden.tensors, '', (await trainer.read()).parameters)).toEqual([])
    })

    it('add up to the whole batch, the last one too where it is not full', async () => {
      const { spec } = readGolden('lenet-overlapping')
      const batch: Batch = {
        images: Uint8Array.from({ length: 5 * 3 * spec.crop ** 2 }, (_, index) => (index * 97) % 256),
        labels: Int32Array.of(0, 1, 2, 3, 4),
      }
      const after = async (memory?: number) => {
        const options = { network: spec, normalisation: { mean: [127, 127, 127], scale: 1 / 64 }, batch: 5 }
        const trainer = await engine.trainer({ ...options, parameters: goldenParameters(spec), ...limitedTo(memory) })
        const { loss, logits } = await trainer.step(batch, goldenSettings)
        const { parameters } = await trainer.read()
        await trainer.close()
        return { loss, logits, parameters }
      }
      const [whole, parts] = [await after(), await after(stepBytes(spec, 2))]
      expect(parts.loss).toBeCloseTo(whole.loss, 5)
      expect(parts.logits).toHaveLength(5 * spec.classes)
      for (const [name, { shape, data }] of whole.parameters) {
        const golden: SafeTensor = { type: 'F32', shape, data }
        expect(relativeError(parts.parameters.get(name)!.data, golden)).toBeLessThan(1e-5)
      }
    })
  })

  describe('bytes', () => {
    it('are taken from a mean picture', async () => {
      const { spec } = readGolden('lenet')
      const mean = Array.from({ length: 3 * spec.crop ** 2 }, (_, index) => (index * 37) % 256)
      const parameters = goldenParameters(spec)
      const predictor = await engine.predictor({ network: spec, normalisation: { mean, scale: 1 / 60 }, parameters })
      const logits = await predictor.predict(Uint8Array.from(mean), 1)
      expect(logits).toEqual(await predictor.predict(new Float32Array(mean.length), 1))
      await predictor.close()
    })

    it('are normalised by channel and turned from pixels to planes', async () => {
      const { spec } = readGolden('lenet')
      const bytes = Uint8Array.from({ length: 2 * spec.crop ** 2 * 3 }, (_, index) => (index * 37) % 256)
      const [mean, scale] = [[120, 110, 100] as const, 1 / 60]
      const planes = new Float32Array(bytes.length)
      const pixels = spec.crop ** 2
      bytes.forEach((byte, index) => {
        const [picture, pixel, channel] = [Math.floor(index / (pixels * 3)), Math.floor(index / 3) % pixels, index % 3]
        planes[(picture * 3 + channel) * pixels + pixel] = (byte - mean[channel]!) * scale
      })
      const parameters = goldenParameters(spec)
      const predictor = await engine.predictor({ network: spec, normalisation: { mean, scale }, parameters })
      const fromBytes = await predictor.predict(bytes, 2)
      const fromFloats = await predictor.predict(planes, 2)
      fromBytes.forEach((logit, index) => {
        expect(logit).toBeCloseTo(fromFloats[index]!, 4)
      })
      await predictor.close()
    })
  })

  describe('refusals', () => {
    const golden = readGolden('lenet')
    const parameters = goldenParameters(golden.spec)
    const options = { network: golden.spec, normalisation, batch: goldenBatch, parameters }

    it('names a tensor of a wrong shape, a missing one and one too many', async () => {
      const wrong = new Map(parameters).set('fc5.bias', { shape: [7], data: new Float32Array(7) })
      await expectBadTensor(
        () => engine.trainer({ ...options, parameters: wrong }),
        'The tensor fc5.bias is [7], but this network needs [5].',
      )
      const fewer = new Map(parameters)
      fewer.delete('conv1.weight')
      await expectBadTensor(
        () => engine.trainer({ ...options, parameters: fewer }),
        'The tensor conv1.weight [6, 3, 5, 5] is missing.',
      )
      const more = new Map(parameters).set('fc9.bias', { shape: [1], data: new Float32Array(1) })
      await expectBadTensor(
        () => engine.predictor({ ...options, parameters: more }),
        'The tensor fc9.bias is not part of this network.',
      )
    })

    it('says what memory a network needs where it gets less', async () => {
      const error = await engine.trainer({ ...options, memory: 1e6 }).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(EngineError)
      expect(error).toMatchObject({ code: 'out-of-memory' })
      expect((error as EngineError).message).toMatch(/^A step of this network needs at least \d+ MB, but .* 1 MB: /)
    })

    it('names a label out of range and a batch of a wrong size', async () => {
      await using trainer = await open(engine, golden)
      const batch = goldenStep(golden, 0)
      const labelled = { ...batch, labels: Int32Array.of(0, 1, 5, 0) }
      await expectBadTensor(
        () => trainer.step(labelled, goldenSettings),
        'The label 5 is out of range: this network has the classes 0 to 4.',
      )
      const shorter: Batch = { ...batch, images: batch.images.slice(3) }
      await expectBadTensor(
        () => trainer.step(shorter, goldenSettings),
        /^The images hold 9405 numbers, but 4 crops of 28×28 hold 9408\.$/,
      )
    })

    it('names a picture that holds no number', async () => {
      await using trainer = await open(engine, golden)
      const batch = goldenStep(golden, 0)
      const pixels = 3 * golden.spec.crop ** 2
      const poisoned = { ...batch, images: Float32Array.from(batch.images).fill(NaN, 2 * pixels, 2 * pixels + 1) }
      await expectBadTensor(
        () => trainer.step(poisoned, goldenSettings),
        'The images hold NaN in picture 2, counted from 0.',
      )
    })

    it('stops at a loss that is no number and keeps the parameters', async () => {
      const lost = new Map(parameters).set('fc5.bias', { shape: [5], data: new Float32Array(5).fill(NaN) })
      const trainer = await engine.trainer({ ...options, parameters: lost })
      const error = await trainer.step(goldenStep(golden, 0), goldenSettings).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(EngineError)
      expect(error).toMatchObject({ code: 'not-finite' })
      const kept = (await trainer.read()).parameters
      expect(kept.get('conv1.weight')!.data).toEqual(parameters.get('conv1.weight')!.data)
      await trainer.close()
    })
  })
}

async function open(
  engine: Engine,
  { spec, training, parameters = goldenParameters(spec) }: Pick<Golden, 'spec' | 'training'> & { parameters?: Tensors },
  memory?: number,
): Promise<Trainer & AsyncDisposable> {
  const options = { network: spec, normalisation, batch: goldenBatch, parameters, ...training, ...limitedTo(memory) }
  return closing(await engine.trainer(options))
}

/** Closes itself at the end of its scope. */
function closing<Opened extends { close(): Promise<void> }>(opened: Opened): Opened & AsyncDisposable {
  return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() })
}

function limitedTo(memory: number | undefined) {
  return memory === undefined ? {} : { memory }
}

/** The gradients of a first step, from the velocities after it: v = −decay·w − ε·g. */
function gradientsOf(parameters: Tensors, velocities: Tensors, settings: StepSettings): Tensors {
  const gradients = [...velocities].map(([name, { shape, data }]) => {
    const { learningRate, decay } = ratesOf(kindOf(name), settings)
    const before = parameters.get(name)!.data
    return [name, { shape, data: data.map((v, index) => -(v + decay * before[index]!) / learningRate) }] as const
  })
  return new Map(gradients)
}

/** Tensors whose relative error passes the bound, with it. */
function tooFar(goldens: ReadonlyMap<string, SafeTensor>, prefix: string, actual: Tensors): string[] {
  return [...actual].flatMap(([name, { data }]) => {
    const error = relativeError(data, goldens.get(`${prefix}${name}`)!)
    return error < bound ? [] : [`${name}: ${String(error)}`]
  })
}

async function expectBadTensor(act: () => Promise<unknown>, message: string | RegExp): Promise<void> {
  const error = await Promise.resolve()
    .then(act)
    .catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(EngineError)
  expect((error as EngineError).code).toBe('bad-tensor')
  expect((error as EngineError).message).toMatch(message)
}
