/** Measures a network on all pictures of a dataset that is not its own, and keeps the result with its run. */
import { type Elsewhere, splits } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { SampleTable, Store } from '../store/store.ts'
import { type EvaluateOptions, measureSamples } from './evaluate.ts'
import type { Model } from './models.ts'
import { sameNames } from './same-names.ts'

/**
 * Classes are the same where their names are; pictures of others are left out, and their classes named. Throws `Failure`
 * where no class is the same, the signal's reason where it is aborted.
 */
export async function evaluateElsewhere(
  store: Store,
  model: Model,
  datasetId: number,
  options: Omit<EvaluateOptions, 'split'>,
): Promise<Elsewhere> {
  const { run } = model
  const { name: datasetName } = store.datasets.get(datasetId)
  const classes = store.datasets.classes(datasetId)
  const same = sameNames(
    run.classNames,
    classes.map(({ name }) => name),
  )
  const samples = labelledAs(
    store,
    datasetId,
    same.map((position) => classes[position]?.id ?? -1),
  )
  if (samples.labels.length === 0) {
    throw new Failure(
      'invalid-input',
      `No labelled picture of “${datasetName}” is of a class that “${run.name}” knows by the same name.`,
    )
  }
  const measured = await measureSamples(store, model, { datasetId, samples, options })
  const known = new Set(same)
  const unknown = classes.filter((_, position) => !known.has(position)).map(({ name }) => name)
  const elsewhere = { runId: run.id, datasetName, crops: options.crops, unknown, ...measured }
  store.runs.addElsewhere(elsewhere)
  return elsewhere
}

/** The labelled pictures of all splits; −1 stands for a class that the dataset lacks. */
function labelledAs(store: Store, datasetId: number, classIds: readonly number[]): SampleTable {
  const tables = splits.map((split) => store.pictures.samples(datasetId, split, classIds))
  return {
    ids: Float64Array.from(tables.flatMap(({ ids }) => [...ids])),
    pixelIndices: Float64Array.from(tables.flatMap(({ pixelIndices }) => [...pixelIndices])),
    labels: Int32Array.from(tables.flatMap(({ labels }) => [...labels])),
  }
}
