/** Names what files show: the same preprocessing, cut and network as in training and evaluation. */
import type { Classification, Prediction } from '../../preload/contract/index.ts'
import { preprocess } from '../image/preprocess.ts'
import { Failure } from '../lib/failure.ts'
import { softmax } from '../train/metrics.ts'
import type { ClassifyFile } from '../worker/protocol.ts'
import type { Model } from './models.ts'
import { centreCrops } from './pictures.ts'

/** Pictures that are read and answered together. */
const batch = 16

/**
 * The `top` most probable classes of each file, in the order given; a file that cannot be read fails alone.
 * Throws the signal's reason where it is aborted.
 */
export async function classify(
  model: Model,
  files: readonly ClassifyFile[],
  top: number,
  signal: AbortSignal,
): Promise<Classification[]> {
  const answers: Classification[] = []
  for (let start = 0; start < files.length; start += batch) {
    signal.throwIfAborted()
    answers.push(...(await classifyBatch(model, files.slice(start, start + batch), top)))
  }
  return answers
}

async function classifyBatch(model: Model, files: readonly ClassifyFile[], top: number): Promise<Classification[]> {
  const began = performance.now()
  const readings = await Promise.all(files.map(({ path }) => read(path)))
  const scores = await answer(
    model,
    readings.flatMap((reading) => (reading.ok ? [reading.pixels] : [])),
  )
  const milliseconds = (performance.now() - began) / files.length
  return readings.map((reading, index) => {
    const file = files[index]!.name
    if (!reading.ok) return { ok: false, file, message: reading.message }
    return { ok: true, file, predictions: mostProbable(scores.shift()!, model.run.classNames, top), milliseconds }
  })
}

type Reading = { readonly ok: true; readonly pixels: Uint8Array } | { readonly ok: false; readonly message: string }

async function read(path: string): Promise<Reading> {
  try {
    return { ok: true, pixels: (await preprocess(path)).pixels }
  } catch (error) {
    if (error instanceof Failure) return { ok: false, message: error.message }
    throw error
  }
}

/** Logits of each picture, from its centre crop. */
async function answer({ network, predictor }: Model, pictures: readonly Uint8Array[]): Promise<Float32Array[]> {
  if (pictures.length === 0) return []
  const { classes } = network
  const logits = await predictor.predict(centreCrops(network, pictures), pictures.length)
  return pictures.map((_, index) => logits.subarray(index * classes, (index + 1) * classes))
}

/** The classes of the highest probabilities, highest first. */
export function mostProbable(scores: Float32Array, names: readonly string[], top: number): Prediction[] {
  return Array.from(softmax(scores), (probability, index) => ({ index, name: names[index] ?? '', probability }))
    .sort((one, other) => other.probability - one.probability)
    .slice(0, top)
}
