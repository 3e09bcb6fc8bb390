/**
 * The training pictures that a network takes to be most like a picture: those whose feature vectors lie nearest to its
 * own (paper, section 6.1 and figure 4).
 */
import type { Neighbours } from '../../preload/contract/index.ts'
import { datasetOf } from '../store/dataset-of.ts'
import type { SampleTable, Store } from '../store/store.ts'
import type { ClassifyPicture } from '../worker/protocol.ts'
import type { Model } from './models.ts'
import { centreCrops, readPicture } from './pictures.ts'
import { passOver, type PassOptions } from './pass.ts'

/** The pass, if there must be one, is over the training pictures. */
export interface NeighboursOptions extends PassOptions {
  /** How many to name. */
  readonly count: number
}

/** What feature vectors are made of. */
interface Making extends PassOptions {
  readonly store: Store
  readonly model: Model
  /** Numbers of a feature vector. */
  readonly width: number
}

/** Feature vectors of training pictures, drawn evenly where a dataset has too many. */
interface FeatureIndex {
  readonly ids: Float64Array
  /** [pictures, width] */
  readonly features: Float32Array
  readonly trainingPictures: number
}

/** Bytes that feature vectors may take, and most pictures, since each takes an answer of the network. */
const mostBytes = 128e6
const mostPictures = 20_000
/** As long as a model is loaded, it has them. */
const indices = new WeakMap<Model, Promise<FeatureIndex>>()

/**
 * The nearest first, without the picture itself. The first question after a model was loaded puts the training pictures
 * through the network. Throws `Failure` where the picture cannot be read or the dataset is gone, the signal's reason
 * where it is aborted.
 */
export async function neighbours(
  store: Store,
  model: Model,
  picture: ClassifyPicture,
  options: NeighboursOptions,
): Promise<Neighbours> {
  const { run, network, predictor } = model
  const datasetId = datasetOf(run)
  const own = await predictor.features(centreCrops(network, [await readPicture(picture)]), 1)
  const { ids, features, trainingPictures } = await indexOf({ ...options, store, model, width: own.length })
  const itself = 'imageId' in picture ? picture.imageId : null
  const nearest = nearestRows(features, own)
    .filter(({ row }) => ids[row] !== itself)
    .slice(0, options.count)
  const distances = new Map(nearest.map(({ row, distance }) => [ids[row]!, distance]))
  const classNames = new Map(store.datasets.classes(datasetId).map(({ id, name }) => [id, name]))
  return {
    datasetId,
    pictures: store.pictures.items(datasetId, [...distances.keys()]).map(({ id, path, classId }) => ({
      id,
      path,
      className: classId === null ? null : (classNames.get(classId) ?? null),
      distance: distances.get(id)!,
    })),
    compared: ids.length,
    trainingPictures,
  }
}

/** That of the model, made where it has none. Those who wait for another's making make it themselves if that fails. */
async function indexOf(making: Making): Promise<FeatureIndex> {
  const { model } = making
  for (let made = indices.get(model); made !== undefined; made = indices.get(model)) {
    const index = await made.catch(() => undefined)
    if (index) return index
  }
  const made = makeIndex(making)
  indices.set(model, made)
  try {
    return await made
  } catch (error) {
    indices.delete(model)
    throw error
  }
}

async function makeIndex({ store, model, width, ...options }: Making): Promise<FeatureIndex> {
  const { run, network, predictor } = model
  const datasetId = datasetOf(run)
  const all = store.pictures.samples(datasetId, 'train', run.classIds)
  const most = Math.min(mostPictures, Math.floor(mostBytes / (width * Float32Array.BYTES_PER_ELEMENT)))
  const drawn = evenly(all, most)
  const features = new Float32Array(drawn.ids.length * width)
  let done = 0
  for await (const { images, labels } of passOver({
    ...options,
    workspace: store.workspace,
    datasetId,
    network,
    samples: drawn,
    crops: 1,
  })) {
    features.set(await predictor.features(images, labels.length), done * width)
    done += labels.length
  }
  return { ids: drawn.ids, features, trainingPictures: all.ids.length }
}

/** At most so many pictures, as far apart from one another as they can be: they lie in the order of their import. */
function evenly({ ids, pixelIndices, labels }: SampleTable, most: number): SampleTable {
  const step = Math.max(1, ids.length / most)
  const picked = Uint32Array.from({ length: Math.min(most, ids.length) }, (_, index) => Math.floor(index * step))
  return {
    ids: Float64Array.from(picked, (at) => ids[at]!),
    pixelIndices: Float64Array.from(picked, (at) => pixelIndices[at]!),
    labels: Int32Array.from(picked, (at) => labels[at]!),
  }
}

/** Rows of [rows, width] by their Euclidean distance from a vector, the nearest first. */
function nearestRows(rows: Float32Array, vector: Float32Array): { row: number; distance: number }[] {
  const width = vector.length
  return Array.from({ length: rows.length / width }, (_, row) => {
    let squares = 0
    for (let at = 0, from = row * width; at < width; at++) squares += (rows[from + at]! - vector[at]!) ** 2
    return { row, distance: Math.sqrt(squares) }
  }).sort((one, other) => one.distance - other.distance)
}
