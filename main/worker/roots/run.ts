/** Turns what the store knows of a run into what the training loop wants. */
import type { RunChange, TrainingRequest } from '../../../preload/contract/index.ts'
import { pixelFile } from '../../image/pixels.ts'
import { testBatches } from '../../pipeline/batches.ts'
import { stepsPerEpoch } from '../../pipeline/order.ts'
import type { RunInputs, SampleColumns } from '../../store/run-inputs.ts'
import type { RunRow, Store } from '../../store/store.ts'
import { Changes } from '../../train/changes.ts'
import type { EpochsChange, RateChange } from '../../train/changes.ts'
import type { Schedule } from '../../train/schedule.ts'
import type { TrainOptions } from '../../train/train.ts'
import type { TrainerParts } from './trainer.ts'
import { inputNumbers } from './trainer.ts'

/** Pictures that are observed on their way through the network. */
const probedPictures = 128

/** The inputs that the run began with; at its first start, those that the dataset has now. */
export function runInputs(store: Store, { id, settings, classIds }: RunRow, datasetId: number): RunInputs {
  const known = store.runInputs.get(id)
  if (known) return known
  const training = store.pictures.samples(datasetId, 'train', classIds)
  const validation = store.pictures.samples(datasetId, 'validation', classIds)
  const file = pixelFile(store.workspace, datasetId)
  const measured = inputNumbers(settings, classIds.length, file, training.pixelIndices)
  // Weights of another run want pixels as they were there.
  const normalisation = store.runInputs.normalisation(id) ?? measured.normalisation
  const inputs = { ...measured, normalisation, training, validation }
  store.runInputs.set(id, inputs)
  return inputs
}

/** @param pictures training pictures */
export function scheduleOf(
  {
    schedule,
    batch,
    ...settings
  }: Pick<
    TrainingRequest,
    'schedule' | 'batch' | 'learningRate' | 'epochs' | 'warmupEpochs' | 'stepEpochs' | 'rateDrop'
  >,
  pictures: number,
): Schedule {
  const { learningRate, epochs, warmupEpochs, stepEpochs, rateDrop } = settings
  return {
    kind: schedule,
    learningRate,
    epochs,
    warmupEpochs,
    stepEpochs,
    rateDrop,
    stepsPerEpoch: stepsPerEpoch(pictures, batch),
  }
}

/** What a person changed of rate and epochs, as the log has it. */
export function changesOf(schedule: Schedule, log: readonly RunChange[]): Changes {
  const rates = log.flatMap(({ step, event }): RateChange[] => (event.kind === 'rate' ? [{ step, ...event }] : []))
  const epochs = log.flatMap(({ step, event }): EpochsChange[] => (event.kind === 'epochs' ? [{ step, ...event }] : []))
  return new Changes(schedule, rates, epochs)
}

/** Pictures from the whole split, which lies class by class, as the network sees them at test time. */
export async function probeOf(
  { pool }: TrainerParts,
  samples: SampleColumns,
  batch: number,
): Promise<NonNullable<TrainOptions['probe']>> {
  const apart = Math.max(1, samples.labels.length / probedPictures)
  const chosen = Array.from({ length: Math.min(probedPictures, samples.labels.length) }, (_, at) =>
    Math.floor(at * apart),
  )
  const some = {
    pixelIndices: Float64Array.from(chosen, (at) => samples.pixelIndices[at]!),
    labels: Int32Array.from(chosen, (at) => samples.labels[at]!),
  }
  const probe = []
  for await (const { images, labels } of testBatches(pool, some, { batch, crops: 1 })) {
    probe.push({ images: images.slice(), count: labels.length })
  }
  return probe
}
