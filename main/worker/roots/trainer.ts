/** What the trainer and the preview have in common: a network of a run's settings on its device, and its batches. */
import { availableParallelism } from 'node:os'
import type { TrainingRequest } from '../../../preload/contract/index.ts'
import { createEngine } from '../../engine/devices.ts'
import type { Engine, Tensors, Trainer } from '../../engine/engine.ts'
import { elements, layersOf } from '../../network/layers.ts'
import { networkOf } from '../../network/of-settings.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { sourceSide } from '../../network/spec.ts'
import { colourBasis } from '../../pipeline/colour.ts'
import type { InputNumbers } from '../../pipeline/inputs.ts'
import { measureInputs } from '../../pipeline/inputs.ts'
import type { FillSettings } from '../../pipeline/job.ts'
import { BatchPool } from '../../pipeline/pool.ts'
import { initialParameters } from '../../train/parameters.ts'
import { workerFile } from '../spawn.ts'

export interface TrainerParts {
  readonly engine: Engine
  readonly network: NetworkSpec
  readonly trainer: Trainer
  readonly pool: BatchPool
  readonly fill: FillSettings
  close(): Promise<void>
}

export interface TrainerQuestion {
  readonly settings: TrainingRequest
  readonly classes: number
  readonly pixelFile: string
  readonly inputs: InputNumbers
  /** Of the checkpoint to go on from; drawn anew without one. */
  readonly tensors?: { readonly parameters: Tensors; readonly velocities: Tensors }
}

/** The numbers that a run's inputs are made with, measured over its training pictures. */
export function inputNumbers(
  settings: TrainingRequest,
  classes: number,
  pixelFile: string,
  records: Float64Array,
): InputNumbers {
  const network = networkOf(settings, classes)
  return measureInputs({
    pixelFile,
    records,
    seed: settings.seed,
    source: sourceSide(network),
    crop: network.crop,
    mean: settings.mean,
    unitDeviation: settings.initialiser === 'he',
  })
}

/** Throws `EngineError` where the device cannot train the network. */
export async function openTrainer({
  settings,
  classes,
  pixelFile,
  inputs,
  tensors,
}: TrainerQuestion): Promise<TrainerParts> {
  const network = networkOf(settings, classes)
  const engine = await createEngine(settings.device, { threads: settings.threads })
  const { batch, initialiser, seed, labelSmoothing, gradientNormLimit, memoryLimit } = settings
  const trainer = await engine.trainer({
    network,
    normalisation: inputs.normalisation,
    batch,
    labelSmoothing,
    ...(gradientNormLimit !== null && { gradientNormLimit }),
    ...(memoryLimit !== null && { memory: memoryLimit * 1e6 }),
    ...(tensors ?? { parameters: initialParameters(network, initialiser, seed) }),
  })
  const fill = fillSettings(network, settings, pixelFile, inputs)
  // Half the cores prepare pictures, so that a processor that also trains keeps some for that.
  const threads = Math.max(1, Math.min(8, Math.floor(availableParallelism() / 2)))
  const pool = new BatchPool(workerFile('batch.worker'), fill, threads)
  return {
    engine,
    network,
    trainer,
    pool,
    fill,
    async close() {
      await pool.close()
      await trainer.close()
    },
  }
}

function fillSettings(
  network: NetworkSpec,
  { seed, augmentation, dropout }: TrainingRequest,
  pixelFile: string,
  { covariance }: InputNumbers,
): FillSettings {
  const dropoutWidths = layersOf(network).flatMap(({ layer, output }) =>
    layer.kind === 'dropout' ? [[layer.name, elements(output)] as const] : [],
  )
  return {
    pixelFile,
    source: sourceSide(network),
    crop: network.crop,
    seed,
    augmentation,
    colourBasis: colourBasis(covariance),
    dropout,
    dropoutWidths: new Map(dropoutWidths),
  }
}
