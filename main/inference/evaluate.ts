/** Measures a trained network over a split of its dataset, and keeps the result with its run. */
import type { Evaluation } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { testBatches } from '../pipeline/batches.ts'
import { datasetOf } from '../store/dataset-of.ts'
import type { NewAnswer } from '../store/answers.ts'
import type { Store } from '../store/store.ts'
import { measure } from '../train/measure.ts'
import { largestOf, softmax } from '../train/metrics.ts'
import type { Model } from './models.ts'
import { testPool } from './test-pool.ts'

export interface EvaluateOptions {
  readonly split: Evaluation['split']
  /** The centre crop, or the paper's ten, their probabilities averaged. */
  readonly crops: 1 | 10
  readonly signal: AbortSignal
  /** Hears pictures done and pictures in all. */
  readonly progress: (done: number, total: number) => void
  /** Module that fills batches in a thread. */
  readonly batchWorker: string
}

/** Crops that the network answers at a time. */
const batch = 100

/** Throws `Failure` where the dataset is gone or has no such pictures, the signal's reason where it is aborted. */
export async function evaluate(
  store: Store,
  { run, network, predictor }: Model,
  { split, crops, signal, progress, batchWorker }: EvaluateOptions,
): Promise<Evaluation> {
  const { id: runId, classIds } = run
  const datasetId = datasetOf(run)
  const samples = store.pictures.samples(datasetId, split, classIds)
  const total = samples.labels.length
  if (total === 0) {
    throw new Failure(
      'invalid-input',
      `The dataset “${run.datasetName}” has no ${split} pictures of this run’s classes.`,
    )
  }
  const began = performance.now()
  const answers: NewAnswer[] = []
  const scored = (scores: Float32Array, pictures: number) => {
    const classes = classIds.length
    for (let picture = 0; picture < pictures; picture++) {
      const own = scores.subarray(picture * classes, (picture + 1) * classes)
      const answer = largestOf(own)
      const imageId = samples.ids[answers.length]!
      answers.push({ imageId, classId: classIds[answer]!, probability: softmax(own)[answer]! })
    }
  }
  const pool = testPool(store.workspace, datasetId, network, batchWorker)
  try {
    const measured = await measure(predictor, testBatches(pool, samples, { batch, crops }), {
      signal,
      scored,
      progress: (done) => progress(done, total),
    })
    const seconds = (performance.now() - began) / 1000
    const evaluation = { runId, split, crops, images: total, seconds, ...measured }
    store.runs.addEvaluation(evaluation)
    store.answers.set(runId, answers, false)
    return evaluation
  } finally {
    await pool.close()
  }
}
