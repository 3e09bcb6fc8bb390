/**
 * Composition root of the trainer's process: one run, from its row in the store to its last checkpoint. Only here do
 * store, pixels, engine and loop meet.
 */
import { availableParallelism } from 'node:os'
import { createEngine } from '../engine/devices.ts'
import type { Normalisation } from '../engine/engine.ts'
import { pixelBytes, pixelFile, PixelReader } from '../image/pixels.ts'
import { Failure } from '../lib/failure.ts'
import { elements, layersOf } from '../network/layers.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { preset, sourceSide } from '../network/spec.ts'
import { testBatches, trainingBatches } from '../pipeline/batches.ts'
import { colourBasis } from '../pipeline/colour.ts'
import { stepsPerEpoch } from '../pipeline/order.ts'
import { BatchPool } from '../pipeline/pool.ts'
import type { PixelStatistics } from '../pipeline/statistics.ts'
import { pixelStatistics } from '../pipeline/statistics.ts'
import { Recorder } from '../run/recorder.ts'
import { openStore } from '../store/open.ts'
import type { RunRow, Store } from '../store/store.ts'
import { initialParameters } from '../train/parameters.ts'
import { train } from '../train/train.ts'
import { jobOf, parentOf } from './parent.ts'
import type { TrainCommand, TrainEvent, TrainJob } from './protocol.ts'
import { workerFile } from './spawn.ts'

const { workspace, runId } = jobOf<TrainJob>()
const parent = parentOf<TrainCommand, TrainEvent>()
const stopped = new AbortController()
const abandoned = new AbortController()
const signal = AbortSignal.any([stopped.signal, abandoned.signal])

parent.onCommand(() => stopped.abort())
parent.onGone(() => abandoned.abort())
process.on('SIGTERM', () => abandoned.abort())
// Ctrl-C reaches the whole group of processes; the host decides what it means.
process.on('SIGINT', () => undefined)

const store = openStore(workspace)
try {
  const status = await trainRun(store, store.runs.get(runId))
  if (abandoned.signal.aborted && status === 'stopped') {
    store.runs.setStatus(runId, 'interrupted', 'The program ended while this run was training; its last step is saved.')
  } else {
    store.runs.setStatus(runId, status)
  }
} catch (error) {
  if (!(error instanceof Failure)) console.error(error)
  store.runs.setStatus(runId, 'failed', error instanceof Error ? error.message : String(error))
}
store.close()
await parent.end()

/** Trains the run as its settings say. Throws `Failure` where that cannot be done. */
async function trainRun(store: Store, run: RunRow): Promise<'finished' | 'stopped'> {
  const { settings, datasetId, classIds } = run
  if (datasetId === null) throw new Failure('not-found', `The dataset “${run.datasetName}” was removed.`)
  const samples = store.pictures.samples(datasetId, 'train', classIds)
  const validation = store.pictures.samples(datasetId, 'validation', classIds)
  const steps = stepsPerEpoch(samples.labels.length, settings.batch)
  const post = (event: TrainEvent) => parent.post(event)
  const recorder = new Recorder({ store, runId: run.id, epochs: settings.epochs, stepsPerEpoch: steps, post })

  const pixels = measurePixels(pixelFile(store.workspace, datasetId), samples.pixelIndices, settings.seed)
  const network = preset(settings.network, classIds.length, { dropout: settings.dropout })
  const normalisation = normalisationFor(settings.initialiser, pixels)
  const engine = await createEngine(settings.device, { threads: settings.threads })
  store.runs.setStart(run.id, engine.description, normalisation)

  await using resources = new AsyncDisposableStack()
  const trainer = await engine.trainer({
    network,
    normalisation,
    batch: settings.batch,
    parameters: initialParameters(network, settings.initialiser, settings.seed),
  })
  resources.defer(() => trainer.close())
  const pool = openPool(network, settings, pixelFile(store.workspace, datasetId), pixels)
  resources.defer(() => pool.close())
  resources.defer(() => recorder.close())

  return await train({
    trainer,
    settings: { ...settings, stepsPerEpoch: steps },
    trainingBatches: (epoch, firstStep) =>
      trainingBatches(pool, samples, { batch: settings.batch, seed: settings.seed, epoch, firstStep }),
    ...(validation.labels.length > 0 && {
      validationBatches: () => testBatches(pool, validation, { batch: settings.batch, crops: 1 }),
    }),
    listener: recorder,
    signal,
  })
}

function measurePixels(file: string, records: Float64Array, seed: number): PixelStatistics {
  const reader = new PixelReader(file)
  try {
    return pixelStatistics(reader, records, pixelBytes, seed)
  } finally {
    reader.close()
  }
}

/** The published initialisers expect bytes minus their mean; He's expects inputs of deviation 1. */
function normalisationFor(
  initialiser: RunRow['settings']['initialiser'],
  { mean, deviation }: PixelStatistics,
): Normalisation {
  return { mean, scale: initialiser === 'he' ? 1 / Math.max(deviation, 1) : 1 }
}

function openPool(
  network: NetworkSpec,
  { seed, augmentation, dropout }: RunRow['settings'],
  file: string,
  { covariance }: PixelStatistics,
): BatchPool {
  const dropoutWidths = layersOf(network).flatMap(({ layer, output }) =>
    layer.kind === 'dropout' ? [[layer.name, elements(output)] as const] : [],
  )
  // Half the cores prepare pictures, so that a processor that also trains keeps some for that.
  const threads = Math.max(1, Math.min(8, Math.floor(availableParallelism() / 2)))
  const settings = {
    pixelFile: file,
    source: sourceSide(network),
    crop: network.crop,
    seed,
    augmentation,
    colourBasis: colourBasis(covariance),
    dropout,
    dropoutWidths: new Map(dropoutWidths),
  }
  return new BatchPool(workerFile('batch.worker'), settings, threads)
}
