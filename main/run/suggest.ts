/**
 * Good settings for a dataset on a machine, each with its reason in words. It only proposes: what a person sets stays,
 * and the rest is chosen to suit it.
 */
import type { NetworkName, TrainingRequest } from '../../preload/contract/index.ts'

export interface SuggestOptions {
  /** Training pictures. */
  readonly images: number
  readonly classes: number
  /** Processor cores. */
  readonly cores: number
  /** Settings that are decided already. */
  readonly fixed?: Partial<TrainingRequest> | undefined
}

export interface Suggestion {
  readonly settings: TrainingRequest
  readonly reasons: readonly string[]
}

/** Training pictures a second that one core manages, as measured; only the number of epochs rests on it. */
const imagesPerSecondAndCore: Readonly<Record<NetworkName, number>> = {
  alexnet: 11,
  'alexnet-2gpu': 14,
  'alexnet-torchvision': 16,
  'alexnet-mini': 115,
  lenet: 2000,
}

/** At a batch of 128: the paper's 0.01, twice that where networks are narrower. */
const learningRates: Readonly<Record<NetworkName, number>> = {
  alexnet: 0.01,
  'alexnet-2gpu': 0.01,
  'alexnet-torchvision': 0.01,
  'alexnet-mini': 0.02,
  lenet: 0.02,
}

/** The paper's half; a run of minutes ends before that pays, and learns with less. */
const dropouts: Readonly<Record<NetworkName, number>> = {
  alexnet: 0.5,
  'alexnet-2gpu': 0.5,
  'alexnet-torchvision': 0.5,
  'alexnet-mini': 0.2,
  lenet: 0,
}

/** Seconds that a first training run may take. */
const patience = 8 * 60

export function suggestSettings({ images, classes, cores, fixed = {} }: SuggestOptions): Suggestion {
  const network = fixed.network ?? 'alexnet-mini'
  const batch = fixed.batch ?? suggestBatch(images)
  const speed = imagesPerSecondAndCore[network] * (fixed.threads || cores)
  const epochs = fixed.epochs ?? suggestEpochs(images, speed)
  const schedule = fixed.schedule ?? 'cosine'
  const settings: TrainingRequest = {
    network,
    switches: {},
    epochs,
    batch,
    learningRate: suggestRate(network, batch),
    momentum: 0.9,
    weightDecay: 5e-4,
    biasRate: 1,
    biasDecay: true,
    initialiser: 'he',
    schedule,
    warmupEpochs: schedule === 'cosine' ? Math.min(epochs / 20, 2) : 0,
    stepEpochs: Math.max(1, Math.floor(epochs / 3)),
    plateauPatience: 5,
    rateDrop: 0.1,
    earlyStopping: null,
    labelSmoothing: 0,
    gradientNormLimit: null,
    classWeights: 'none',
    mean: 'channel',
    dropout: dropouts[network],
    augmentation: { crop: true, mirror: true, colour: false },
    seed: 1,
    device: 'auto',
    threads: 0,
    memoryLimit: null,
    checkpointMinutes: 10,
    ...fixed,
  }
  return { settings, reasons: reasonsFor(settings, { images, classes, speed, fixed }) }
}

/** The paper's 128, but at least forty updates an epoch where there are few pictures. */
function suggestBatch(images: number): number {
  const fortieth = 2 ** Math.floor(Math.log2(Math.max(1, images / 40)))
  return Math.min(128, Math.max(8, fortieth), images)
}

/** As many as fit the time, at least 5; beyond 40 the sight of the same pictures teaches little. */
function suggestEpochs(images: number, speed: number): number {
  return Math.max(5, Math.min(40, Math.floor((patience * speed) / images)))
}

/** The rate for a batch of 128, less in proportion to the root of a smaller batch. */
function suggestRate(network: NetworkName, batch: number): number {
  return Number((learningRates[network] * Math.sqrt(Math.min(batch, 512) / 128)).toPrecision(2))
}

interface Circumstances {
  readonly images: number
  readonly classes: number
  /** Training pictures a second. */
  readonly speed: number
  readonly fixed: Partial<TrainingRequest>
}

function reasonsFor(settings: TrainingRequest, { images, classes, speed, fixed }: Circumstances): string[] {
  const minutes = (settings.epochs * images) / speed / 60
  const length = minutes < 1.5 ? 'about a minute' : `about ${String(Math.round(minutes))} minutes`
  const { network, batch, epochs } = settings
  const reasons = [
    fixed.network === undefined &&
      'alexnet-mini: AlexNet at half its width on smaller crops, which a processor trains in minutes rather than days.',
    fixed.epochs === undefined &&
      `${String(epochs)} epochs: ${length} for ${images.toLocaleString('en')} pictures on this machine.`,
    fixed.batch === undefined &&
      (batch === 128
        ? 'Batch 128: the batch of the paper.'
        : `Batch ${String(batch)}: with ${images.toLocaleString('en')} pictures, smaller steps and more of them.`),
    fixed.learningRate === undefined &&
      `Learning rate ${String(settings.learningRate)}: suits ${network}, in proportion to the root of the batch.`,
    fixed.schedule === undefined &&
      'Cosine schedule with a warm-up: needs no watching, and ends where the rate is zero.',
    fixed.initialiser === undefined &&
      'He initialiser: starts to learn at once where the 0.01 of the paper waits many epochs.',
    fixed.augmentation === undefined &&
      'Random crops and mirror images on: the network never sees quite the same picture twice.',
    fixed.dropout === undefined && dropoutReason(settings, classes),
  ]
  return reasons.filter((reason) => reason !== false)
}

function dropoutReason({ network, dropout }: TrainingRequest, classes: number): string | false {
  if (dropout === 0) return false
  if (dropout === 0.5)
    return `Dropout 0.5, as in the paper: ${network} has far more weights than ${String(classes)} classes need.`
  return `Dropout ${String(dropout)}: the 0.5 of the paper holds learning back in a run of minutes; raise it for a long one.`
}
