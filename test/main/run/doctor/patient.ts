/**
 * A run under the doctor's eyes: really trained, by the loop and an engine of the program, on small pictures that are
 * made here. Only the store, the pixel files and the processes are missing.
 */
import type { Diagnosis, TrainingRequest } from '../../../../preload/contract/index.ts'
import type { Batch, Engine } from '../../../../main/engine/engine.ts'
import { createOnnxEngine } from '../../../../main/engine/onnx/onnx-engine.ts'
import { Random } from '../../../../main/lib/random.ts'
import { elements, layersOf } from '../../../../main/network/layers.ts'
import { networkOf } from '../../../../main/network/of-settings.ts'
import { drawMask } from '../../../../main/pipeline/dropout.ts'
import { epochOrder, stepsPerEpoch } from '../../../../main/pipeline/order.ts'
import { Doctor } from '../../../../main/run/doctor/doctor.ts'
import { Changes } from '../../../../main/train/changes.ts'
import { weighted } from '../../../../main/train/class-weights.ts'
import { Diverged } from '../../../../main/train/diverged.ts'
import { initialParameters } from '../../../../main/train/parameters.ts'
import type { EpochReport } from '../../../../main/train/listener.ts'
import { train } from '../../../../main/train/train.ts'
import { trainingSettings } from '../../../support/training-settings.ts'

/** A small network with good settings, for pictures of 28×28: it learns what `drawPictures` makes. */
export const healthy = trainingSettings({
  switches: { activation: 'relu' },
  epochs: 6,
  batch: 32,
  learningRate: 0.02,
  augmentation: { crop: false, mirror: false, colour: false },
})

export interface Pictures {
  /** Bytes [pictures, side, side, 3]. */
  readonly images: Uint8Array
  readonly labels: Int32Array
}

export interface PicturesOptions {
  /** Of each class. */
  readonly counts: readonly number[]
  readonly side: number
  /** Other pictures for another one. */
  readonly split: number
  /** Share of labels that are drawn and mean nothing. */
  readonly wrong?: number
}

/** Gratings whose direction tells their class, at any phase, under noise. */
export function drawPictures({ counts, side, split, wrong = 0 }: PicturesOptions): Pictures {
  const classes = counts.flatMap((count, index) => new Array<number>(count).fill(index))
  const images = new Uint8Array(classes.length * side * side * 3)
  const labels = Int32Array.from(classes, (own, picture) => {
    const random = new Random(1, 'sample', split, picture)
    const [angle, phase] = [(Math.PI * own) / counts.length, 2 * Math.PI * random.uniform()]
    const [alongX, alongY] = [Math.cos(angle), Math.sin(angle)]
    for (let at = 0; at < side * side * 3; at++) {
      const [x, y] = [Math.floor(at / 3) % side, Math.floor(at / 3 / side)]
      const wave = Math.sin((x * alongX + y * alongY) * (20 / side) + phase)
      images[picture * side * side * 3 + at] = 128 + 50 * wave + 40 * (random.uniform() - 0.5)
    }
    return random.uniform() < wrong ? random.integer(counts.length) : own
  })
  return { images, labels }
}

export interface Patient {
  readonly settings?: Partial<TrainingRequest>
  readonly training: Pictures
  readonly validation: Pictures
  readonly classNames: readonly string[]
  readonly engine?: Engine
  readonly speeds?: Readonly<Record<string, number>>
  /** Milliseconds that each batch takes to arrive. */
  readonly delay?: number
}

export interface Life {
  readonly losses: readonly number[]
  readonly epochs: readonly EpochReport[]
  readonly diagnoses: readonly Diagnosis[]
}

/** Trains the run to its end, with a look after every step and every epoch. */
export async function live({ training, validation, classNames, ...patient }: Patient): Promise<Life> {
  const settings = { ...healthy, ...patient.settings }
  const { batch, seed, epochs, schedule } = settings
  const network = networkOf(settings, classNames.length)
  const engine = patient.engine ?? (await createOnnxEngine({ threads: settings.threads }))
  const steps = stepsPerEpoch(training.labels.length, batch)
  const scale = settings.initialiser === 'he' ? 1 / 40 : 1
  const probe = [0, batch].map((first) => pictures(validation, first, batch)).filter(({ labels }) => labels.length > 0)
  const weigh = weighted(settings.classWeights, training.labels, classNames.length)
  let checkpoint: number | null = null
  const doctor = new Doctor({
    settings,
    stepsPerEpoch: steps,
    classNames,
    labels: training.labels,
    probes: probe.reduce((sum, { labels }) => sum + labels.length, 0),
    speeds: patient.speeds ?? {},
    checkpoints: () => ({ newest: checkpoint, best: checkpoint }),
    steps: [],
    epochs: [],
    diagnoses: [],
  })
  const [losses, records]: [number[], EpochReport[]] = [[], []]
  let diagnoses: readonly Diagnosis[] = []
  const look = () => (diagnoses = doctor.look() ?? diagnoses)

  async function* trainingBatches(epoch: number, firstStep: number): AsyncGenerator<Batch> {
    const order = epochOrder(training.labels.length, batch, seed, epoch)
    for (let step = firstStep; step < steps; step++) {
      await new Promise((resolve) => setTimeout(resolve, patient.delay ?? 0))
      const chosen = Array.from(order.subarray(step * batch, (step + 1) * batch), (at) => pictures(training, at, 1))
      const labels = Int32Array.from(chosen.flatMap((picture) => [...picture.labels]))
      const images = new Uint8Array(batch * network.crop ** 2 * 3)
      for (const [index, picture] of chosen.entries()) images.set(picture.images, index * picture.images.length)
      const masks = layersOf(network).flatMap(({ layer, output }) => {
        if (layer.kind !== 'dropout') return []
        const mask = new Float32Array(batch * elements(output))
        drawMask(mask, settings.dropout, new Random(seed, 'dropout', epoch, step))
        return [[layer.name, mask] as const]
      })
      yield { images, labels, masks: new Map(masks) }
    }
  }

  async function* validationBatches() {
    await Promise.resolve()
    for (let first = 0; first < validation.labels.length; first += batch) {
      const count = Math.min(batch, validation.labels.length - first)
      yield { ...pictures(validation, first, count), crops: 1 as const }
    }
  }

  const trainer = await engine.trainer({
    network,
    normalisation: { mean: [128, 128, 128], scale },
    batch,
    parameters: initialParameters(network, settings.initialiser, seed),
    labelSmoothing: settings.labelSmoothing,
  })
  try {
    await train({
      trainer,
      settings: { ...settings, stepsPerEpoch: steps, plateauPatience: null, checkpointInterval: Infinity },
      changes: new Changes({ ...settings, kind: schedule, stepsPerEpoch: steps, epochs }),
      trainingBatches: (epoch, firstStep) => weigh(trainingBatches(epoch, firstStep)),
      validationBatches,
      probe: probe.map(({ images, labels }) => ({ images, count: labels.length })),
      signal: new AbortController().signal,
      listener: {
        step(report, pace) {
          losses.push(report.loss)
          doctor.step(report, pace)
          look()
        },
        epoch(report, { state }, _isBest, observation) {
          const record = { ...report, usage: null }
          records.push(record)
          checkpoint = state.step
          doctor.epoch(record, observation)
          look()
          return Promise.resolve()
        },
        activity: () => undefined,
        decided: () => undefined,
        checkpoint: () => Promise.resolve(),
      },
    })
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    diagnoses = doctor.diverged(error)
  } finally {
    await trainer.close()
  }
  return { losses, epochs: records, diagnoses }
}

/** At most `count` of the pictures, from `first` on. */
function pictures({ images, labels }: Pictures, first: number, count: number): Pictures {
  const bytes = images.length / labels.length
  return {
    images: images.subarray(first * bytes, (first + count) * bytes),
    labels: labels.subarray(first, first + count),
  }
}
