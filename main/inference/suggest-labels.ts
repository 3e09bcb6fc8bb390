/** Asks a trained network what the pictures of its dataset show that have no label, and keeps its answers with the run. */
import { Failure } from '../lib/failure.ts'
import { testBatches } from '../pipeline/batches.ts'
import { datasetOf } from '../store/dataset-of.ts'
import type { NewAnswer } from '../store/answers.ts'
import type { Store } from '../store/store.ts'
import { mostProbable } from './classify.ts'
import type { Model } from './models.ts'
import { type PassOptions, testPool } from './test-pool.ts'

/** Pictures that the network answers at a time. */
const batch = 100

/**
 * Answers how many pictures there were. Each batch of answers is kept as it comes. Throws `Failure` where the dataset is
 * gone or every picture of it has a label, the signal's reason where it is aborted.
 */
export async function suggestLabels(
  store: Store,
  { run, network, predictor }: Model,
  { signal, progress, batchWorker }: PassOptions,
): Promise<{ datasetId: number; images: number }> {
  const { id: runId, classIds, classNames } = run
  const datasetId = datasetOf(run)
  const { ids, pixelIndices } = store.pictures.unlabelled(datasetId)
  const images = ids.length
  if (images === 0) {
    throw new Failure('invalid-input', `Every picture of the dataset “${run.datasetName}” has a label.`)
  }
  const answerOf = (imageId: number, scores: Float32Array): NewAnswer => {
    const [first] = mostProbable(scores, classNames, 1)
    return { imageId, classId: classIds[first!.index]!, probability: first!.probability }
  }
  const samples = { pixelIndices, labels: new Int32Array(images) }
  const pool = testPool(store.workspace, datasetId, network, batchWorker)
  try {
    let done = 0
    for await (const { images: seen, labels } of testBatches(pool, samples, { batch, crops: 1 })) {
      signal.throwIfAborted()
      const logits = await predictor.predict(seen, labels.length)
      const answered = ids.subarray(done, done + labels.length)
      const scoresOf = (place: number) => logits.subarray(place * network.classes, (place + 1) * network.classes)
      store.answers.set(
        runId,
        Array.from(answered, (id, place) => answerOf(id, scoresOf(place))),
        true,
      )
      done += answered.length
      progress(done, images)
    }
    return { datasetId, images }
  } finally {
    await pool.close()
  }
}
