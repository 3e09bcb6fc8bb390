/** The settings of a training run. What a person leaves out gets the value that suits the data and the device. */
import { z } from 'zod'
import { networkName, networkSwitches } from './networks.ts'

export const initialisers = ['paper', 'caffe', 'he'] as const
export const schedules = ['constant', 'step', 'plateau', 'cosine'] as const

/** The switches of a network without dropout, which is a setting of training. */
export const settingSwitches = networkSwitches.omit({ dropout: true }).partial()

export const trainingRequest = z.object({
  network: networkName,
  /** What of the network is changed; what is left out stays as the network has it. */
  switches: settingSwitches,
  epochs: z.int().min(1).max(10_000),
  /** Pictures a step. */
  batch: z.int().min(1).max(4096),
  /** Rate at the end of the warm-up. */
  learningRate: z.number().positive().max(10),
  momentum: z.number().min(0).max(0.999),
  weightDecay: z.number().min(0).max(1),
  /** Factor of the learning rate for biases. */
  biasRate: z.number().min(0).max(10),
  /** Whether weight decay pulls at biases too. */
  biasDecay: z.boolean(),
  initialiser: z.enum(initialisers),
  schedule: z.enum(schedules),
  /** Epochs in which the rate climbs in a straight line, whatever the schedule; 0 for none. */
  warmupEpochs: z.number().min(0).max(100),
  /** Of schedule `step`: epochs between two drops. */
  stepEpochs: z.int().min(1).max(10_000),
  /** Of schedule `plateau`: epochs in a row without a better one, after which the rate drops. */
  plateauPatience: z.int().min(1).max(1000),
  /** Of schedules `step` and `plateau`: what each drop multiplies the rate with. */
  rateDrop: z.number().min(0.001).max(0.99),
  /** Epochs in a row without a better one, after which the run ends; `null`: never. */
  earlyStopping: z.int().min(1).max(1000).nullable(),
  /** Share of the target spread evenly over all classes. */
  labelSmoothing: z.number().min(0).max(0.9),
  /** Gradients of a larger Euclidean norm are scaled down to it; `null`: never. */
  gradientNormLimit: z.number().positive().max(1e6).nullable(),
  /** `balanced`: the loss of a picture counts in inverse proportion to how many its class has. */
  classWeights: z.enum(['none', 'balanced']),
  /** What is taken off every picture: the mean of each channel, or the mean picture. */
  mean: z.enum(['channel', 'picture']),
  /** Share of dense outputs dropped. */
  dropout: z.number().min(0).max(0.9),
  /** `colour` shifts along the principal components of the training pixels (PCA). */
  augmentation: z.object({ crop: z.boolean(), mirror: z.boolean(), colour: z.boolean() }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  /** A device's id from `system.devices`, or `auto`. */
  device: z.string().max(100),
  /** Processor threads; 0 for all cores. */
  threads: z.int().min(0).max(256),
  /** Megabytes (10⁶ bytes) that a step may take; batches then pass in parts. `null`: as many as suit the device. */
  memoryLimit: z.int().min(100).max(1_000_000).nullable(),
  /** Minutes after which a checkpoint is written in the middle of an epoch. */
  checkpointMinutes: z.number().min(0.01).max(10_000),
})
export type TrainingRequest = z.infer<typeof trainingRequest>

/** Settings that a person has decided; the others are open. */
export const decidedSettings = trainingRequest.partial()

/** A set of settings with a name. */
export const recipe = z.object({
  /** `recommended`, `paper` and `caffe` come with the program; others are a person's own. */
  name: z.string(),
  own: z.boolean(),
  settings: decidedSettings,
})
export type Recipe = z.infer<typeof recipe>

export const recipeName = z.string().trim().min(1).max(60)
