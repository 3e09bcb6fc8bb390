/** Whole settings of a run for tests: a small network that trains in seconds. */
import type { TrainingRequest } from '../../preload/contract/index.ts'

export function trainingSettings(changes: Partial<TrainingRequest> = {}): TrainingRequest {
  return {
    network: 'lenet',
    switches: {},
    epochs: 3,
    batch: 10,
    learningRate: 0.01,
    momentum: 0.9,
    weightDecay: 5e-4,
    biasRate: 1,
    biasDecay: true,
    initialiser: 'he',
    schedule: 'cosine',
    warmupEpochs: 0.5,
    stepEpochs: 1,
    plateauPatience: 3,
    rateDrop: 0.1,
    earlyStopping: null,
    labelSmoothing: 0,
    gradientNormLimit: null,
    classWeights: 'none',
    mean: 'channel',
    dropout: 0,
    augmentation: { crop: true, mirror: true, colour: false },
    seed: 1,
    device: 'cpu',
    threads: 1,
    memoryLimit: null,
    checkpointMinutes: 10,
    ...changes,
  }
}
