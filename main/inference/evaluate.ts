/** Measures a trained network over a split of its dataset, and keeps the result with its run. */
import type { Evaluation, Measure } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { datasetOf } from '../store/dataset-of.ts'
import type { NewAnswer } from '../store/answers.ts'
import type { SampleTable, Store } from '../store/store.ts'
import { measure, type MeasureOptions } from '../train/measure.ts'
import { firstAnswers } from './first-answers.ts'
import type { Model } from './models.ts'
import { passOver, type PassOptions } from './pass.ts'

export interface EvaluateOptions extends PassOptions {
  readonly split: Evaluation['split']
  /** The centre crop, or the paper's ten, their probabilities averaged. */
  readonly crops: 1 | 10
}

/** Throws `Failure` where the dataset is gone or has no such pictures, the signal's reason where it is aborted. */
export async function evaluate(
  store: Store,
  model: Model,
  { split, ...options }: EvaluateOptions,
): Promise<Evaluation> {
  const { run } = model
  const { id: runId, classIds } = run
  const datasetId = datasetOf(run)
  const samples = store.pictures.samples(datasetId, split, classIds)
  if (samples.labels.length === 0) {
    throw new Failure(
      'invalid-input',
      `The dataset “${run.datasetName}” has no ${split} pictures of this run’s classes.`,
    )
  }
  const answers: NewAnswer[] = []
  const scored = (scores: Float32Array, pictures: number) => {
    const ids = samples.ids.subarray(answers.length, answers.length + pictures)
    answers.push(...firstAnswers(scores, ids, classIds))
  }
  const measured = await measureSamples(store, model, { datasetId, samples, options, scored })
  const evaluation = { runId, split, crops: options.crops, ...measured }
  store.runs.addEvaluation(evaluation)
  store.answers.set(runId, answers, false)
  return evaluation
}

export interface SamplesToMeasure {
  readonly datasetId: number
  /** Labels are positions among the network's classes. */
  readonly samples: SampleTable
  readonly options: Omit<EvaluateOptions, 'split'>
  /** Hears the scores [pictures, classes] of each batch. */
  readonly scored?: MeasureOptions['scored']
}

/** Loss and errors over pictures of any dataset. Throws the signal's reason where it is aborted. */
export async function measureSamples(
  store: Store,
  { network, predictor }: Model,
  { datasetId, samples, options, scored }: SamplesToMeasure,
): Promise<Measure & { images: number; seconds: number }> {
  const began = performance.now()
  const pass = passOver({ ...options, workspace: store.workspace, datasetId, network, samples })
  const measured = await measure(predictor, pass, scored && { scored })
  return { ...measured, images: samples.labels.length, seconds: (performance.now() - began) / 1000 }
}
