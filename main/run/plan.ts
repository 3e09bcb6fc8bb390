/** What follows from the settings of a run alone: its steps, its rates, and what it will store. */
import type { RunPlan, TrainingRequest } from '../../preload/contract/index.ts'
import { freeBytes } from '../store/disk.ts'
import type { Store } from '../store/store.ts'
import type { Schedule } from '../train/schedule.ts'
import { learningRateAt } from '../train/schedule.ts'
import { feasible } from './feasible.ts'
import { trainable } from './trainable.ts'

/** Points of the curve of rates. */
const mostPoints = 400
/** A parameter and its velocity in 32-bit floats; and the newest two checkpoints and the best are kept. */
const bytesPerParameter = 8
const keptCheckpoints = 3

/** Throws `Failure` where a run cannot have these settings. */
export function planRun(store: Store, datasetId: number, settings: TrainingRequest): RunPlan {
  const { classes, images, validationImages } = trainable(store, datasetId)
  const { parameters } = feasible(settings, classes.length, images)
  const stepsPerEpoch = Math.ceil(images / settings.batch)
  const steps = settings.epochs * stepsPerEpoch
  const checkpointBytes = parameters * bytesPerParameter
  return {
    settings,
    trainingImages: images,
    validationImages,
    stepsPerEpoch,
    steps,
    parameters,
    rates: rateCurve({ ...settings, kind: settings.schedule, stepsPerEpoch }, steps),
    checkpointBytes,
    storedBytes: keptCheckpoints * checkpointBytes,
    freeBytes: freeBytes(store.workspace),
  }
}

/** The rate over the epochs at evenly spread steps, the first and the last among them. */
export function rateCurve(schedule: Schedule, steps: number): { epoch: number; learningRate: number }[] {
  const points = Math.min(mostPoints, steps)
  return Array.from({ length: points }, (_, index) => {
    const step = points === 1 ? 0 : Math.round((index * (steps - 1)) / (points - 1))
    return { epoch: step / schedule.stepsPerEpoch, learningRate: learningRateAt(step, schedule) }
  })
}
