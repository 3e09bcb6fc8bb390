/** Asks a trained network what the pictures of its dataset show that have no label, and keeps its answers with the run. */
import { Failure } from '../lib/failure.ts'
import { datasetOf } from '../store/dataset-of.ts'
import type { Store } from '../store/store.ts'
import { firstAnswers } from './first-answers.ts'
import type { Model } from './models.ts'
import { passOver, type PassOptions } from './pass.ts'

/**
 * Answers how many pictures there were. Each batch of answers is kept as it comes. Throws `Failure` where the dataset is
 * gone or every picture of it has a label, the signal's reason where it is aborted.
 */
export async function suggestLabels(
  store: Store,
  { run, network, predictor }: Model,
  options: PassOptions,
): Promise<{ datasetId: number; images: number }> {
  const { id: runId, classIds } = run
  const datasetId = datasetOf(run)
  const { ids, pixelIndices } = store.pictures.unlabelled(datasetId)
  if (ids.length === 0) {
    throw new Failure('invalid-input', `Every picture of the dataset “${run.datasetName}” has a label.`)
  }
  const samples = { pixelIndices, labels: new Int32Array(ids.length) }
  let done = 0
  for await (const { images, labels } of passOver({
    ...options,
    workspace: store.workspace,
    datasetId,
    network,
    samples,
    crops: 1,
  })) {
    const logits = await predictor.predict(images, labels.length)
    store.answers.set(runId, firstAnswers(logits, ids.subarray(done, done + labels.length), classIds), true)
    done += labels.length
  }
  return { datasetId, images: ids.length }
}
