/** The batches of an epoch, and those of a test: pictures from the pool joined with their labels, asked for ahead. */
import type { FillJob } from './job.ts'
import { epochOrder, stepsPerEpoch } from './order.ts'
import type { BatchPool } from './pool.ts'
import { prefetch } from './prefetch.ts'

/** Batches on their way while one is in use. */
const depth = 4

/** The pictures of one split: two parallel columns. */
export interface Samples {
  /** Record of each picture in the pixel file. */
  readonly pixelIndices: Float64Array
  /** Class of each picture. */
  readonly labels: Int32Array
}

/** Arrays are valid until the next batch is asked for. */
export interface TrainingBatch {
  /** Bytes [batch, crop, crop, 3]. */
  readonly images: Uint8Array
  /** [batch] */
  readonly labels: Int32Array
  /** Dropout factors [batch, width] by layer. */
  readonly masks: ReadonlyMap<string, Float32Array>
}

/** Arrays are valid until the next batch is asked for. */
export interface TestBatch {
  /** Bytes [pictures × crops, crop, crop, 3]; a picture's crops follow one another. */
  readonly images: Uint8Array
  /** [pictures] */
  readonly labels: Int32Array
  readonly crops: 1 | 10
}

export interface TrainingBatchOptions {
  readonly batch: number
  readonly seed: number
  /** Counted from 1. */
  readonly epoch: number
  /** Steps of this epoch to leave out, because an earlier process did them. */
  readonly firstStep?: number
}

/** An epoch's batches, all of the same size; see `order.ts`. */
export async function* trainingBatches(
  pool: BatchPool,
  samples: Samples,
  { batch, seed, epoch, firstStep = 0 }: TrainingBatchOptions,
): AsyncGenerator<TrainingBatch, void> {
  const order = epochOrder(samples.labels.length, batch, seed, epoch)
  const positions = (step: number) => order.subarray(step * batch, (step + 1) * batch)
  const jobs = prefetch<FillJob>({
    count: stepsPerEpoch(samples.labels.length, batch) - firstStep,
    depth,
    request: (index) => {
      const step = firstStep + index
      const records = Float64Array.from(positions(step), (position) => samples.pixelIndices[position]!)
      return pool.fill(records, { type: 'training', epoch, step })
    },
    release: (job) => pool.recycle(job),
  })
  let step = firstStep
  for await (const { images, masks } of jobs) {
    yield { images, masks, labels: Int32Array.from(positions(step++), (position) => samples.labels[position]!) }
  }
}

/** Every picture once, in order, at most `batch` crops at a time; the last batch may be short. */
export async function* testBatches(
  pool: BatchPool,
  samples: Samples,
  { batch, crops }: { readonly batch: number; readonly crops: 1 | 10 },
): AsyncGenerator<TestBatch, void> {
  const pictures = Math.max(1, Math.floor(batch / crops))
  const part = <Column extends Float64Array | Int32Array>(column: Column, index: number) =>
    column.slice(index * pictures, (index + 1) * pictures) as Column
  const jobs = prefetch<FillJob>({
    count: Math.ceil(samples.labels.length / pictures),
    depth,
    request: (index) => pool.fill(part(samples.pixelIndices, index), { type: 'test', crops }),
    release: (job) => pool.recycle(job),
  })
  let index = 0
  for await (const { images } of jobs) yield { images, labels: part(samples.labels, index++), crops }
}
