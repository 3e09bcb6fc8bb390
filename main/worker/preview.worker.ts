/** Composition root of the process that tries the settings of a run: a few real steps, and pictures as it would see them. */
import type { AugmentedPicture, RunPreview } from '../../preload/contract/index.ts'
import { encodePng } from '../image/encode.ts'
import { pixelFile, PixelReader, pixelSide } from '../image/pixels.ts'
import { Failure } from '../lib/failure.ts'
import { testBatches, trainingBatches } from '../pipeline/batches.ts'
import { createFill } from '../pipeline/fill.ts'
import { epochOrder, stepsPerEpoch } from '../pipeline/order.ts'
import { openStore } from '../store/open.ts'
import type { SampleTable } from '../store/store.ts'
import { jobOf, parentOf } from './parent.ts'
import type { PreviewEvent, PreviewJob } from './protocol.ts'
import type { TrainerParts } from './roots/trainer.ts'
import { inputNumbers, openTrainer } from './roots/trainer.ts'

/** Steps that are timed at most, and seconds after which no further one is begun. */
const timedSteps = 4
const patience = 4
/** Pictures that are shown, and the epochs that they are shown in. */
const shownPictures = 6
const shownEpochs = 4

const { workspace, datasetId, settings, classIds } = jobOf<PreviewJob>()
const parent = parentOf<never, PreviewEvent>()
parent.onGone(() => process.exit(0))
process.on('SIGINT', () => undefined)

try {
  parent.post({ type: 'previewed', preview: await preview() })
} catch (error) {
  if (!(error instanceof Failure)) console.error(error)
  const message = error instanceof Error ? error.message : String(error)
  parent.post({ type: 'failed', failure: { code: 'failed', message } })
}
await parent.end()

async function preview(): Promise<Omit<RunPreview, 'besideRun'>> {
  const store = openStore(workspace)
  const training = store.pictures.samples(datasetId, 'train', classIds)
  const validation = store.pictures.samples(datasetId, 'validation', classIds)
  store.close()
  const file = pixelFile(workspace, datasetId)
  const inputs = inputNumbers(settings, classIds.length, file, training.pixelIndices)
  const parts = await openTrainer({ settings, classes: classIds.length, pixelFile: file, inputs })
  try {
    const secondsPerStep = await timeSteps(parts, training)
    const validations = Math.ceil(validation.labels.length / settings.batch)
    const perEpoch =
      stepsPerEpoch(training.labels.length, settings.batch) * secondsPerStep +
      (validations > 0 ? validations * (await timeTest(parts, validation)) : 0)
    return {
      device: parts.engine.description,
      secondsPerStep,
      seconds: settings.epochs * perEpoch,
      memoryBytes: process.resourceUsage().maxRSS * 1024,
      side: parts.network.crop,
      pictures: await show(parts, file, training),
    }
  } finally {
    await parts.close()
  }
}

/** Seconds of a step, waiting for its pictures included; the first, in which the engine compiles, is not counted. */
async function timeSteps({ pool, trainer }: TrainerParts, samples: SampleTable): Promise<number> {
  const { batch, seed, momentum, weightDecay, learningRate } = settings
  let began = 0
  let steps = 0
  for (let epoch = 1; ; epoch++) {
    for await (const pictures of trainingBatches(pool, samples, { batch, seed, epoch })) {
      await trainer.step(pictures, { momentum, weightDecay, learningRate: learningRate / 100 })
      if (steps === 0) began = performance.now()
      const seconds = (performance.now() - began) / 1000
      if (steps > 0 && (steps >= timedSteps || seconds > patience)) return seconds / steps
      steps++
    }
  }
}

/** Seconds of answering a batch. */
async function timeTest({ pool, trainer }: TrainerParts, samples: SampleTable): Promise<number> {
  const few = {
    pixelIndices: samples.pixelIndices.slice(0, 2 * settings.batch),
    labels: samples.labels.slice(0, 2 * settings.batch),
  }
  let began = performance.now()
  let batches = 0
  for await (const { images, labels } of testBatches(pool, few, { batch: settings.batch, crops: 1 })) {
    began = performance.now()
    await trainer.predict(images, labels.length)
    batches++
  }
  return batches === 0 ? 0 : (performance.now() - began) / 1000
}

/** Pictures spread over the training split, as they will be cut in the first epochs. */
async function show({ fill }: TrainerParts, file: string, samples: SampleTable): Promise<AugmentedPicture[]> {
  const reader = new PixelReader(file)
  const fillBatch = createFill(fill, reader, pixelSide)
  const { batch, seed } = settings
  const pictures = samples.labels.length
  const orders = Array.from({ length: shownEpochs }, (_, epoch) => epochOrder(pictures, batch, seed, epoch + 1))
  const shown: AugmentedPicture[] = []
  for (let index = 0; index < Math.min(shownPictures, pictures); index++) {
    const picture = Math.floor((index * pictures) / Math.min(shownPictures, pictures))
    const crops: string[] = []
    for (const [epoch, order] of orders.entries()) {
      const images = new Uint8Array(fill.crop * fill.crop * 3)
      const records = samples.pixelIndices.slice(picture, picture + 1)
      // A batch of one at the picture's place in the epoch draws what the whole batch would.
      const mode = { type: 'training', epoch: epoch + 1, step: order.indexOf(picture) } as const
      fillBatch({ records, mode, images, masks: new Map() })
      crops.push(`data:image/png;base64,${(await encodePng(images, fill.crop)).toString('base64')}`)
    }
    shown.push({ imageId: samples.ids[picture]!, crops })
  }
  reader.close()
  return shown
}
