/** Passes over many pictures of a dataset, as training never changed them, for a network to answer. */
import { pixelFile } from '../image/pixels.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { sourceSide } from '../network/spec.ts'
import { testBatches, type Samples, type TestBatch } from '../pipeline/batches.ts'
import { BatchPool } from '../pipeline/pool.ts'

/** What a pass over many pictures is given. */
export interface PassOptions {
  readonly signal: AbortSignal
  /** Hears pictures done and pictures in all. */
  readonly progress: (done: number, total: number) => void
  /** Module that fills batches in a thread. */
  readonly batchWorker: string
}

export interface Pass extends PassOptions {
  readonly workspace: string
  readonly datasetId: number
  readonly network: NetworkSpec
  readonly samples: Samples
  /** The centre crop, or the paper's ten. */
  readonly crops: 1 | 10
}

/** Crops that the network answers at a time. */
const batch = 100

/** Every picture once, in order. Throws the signal's reason where it is aborted. */
export async function* passOver(pass: Pass): AsyncGenerator<TestBatch, void> {
  const { workspace, datasetId, network, samples, crops, signal, progress, batchWorker } = pass
  const settings = {
    pixelFile: pixelFile(workspace, datasetId),
    source: sourceSide(network),
    crop: network.crop,
    seed: 0,
    augmentation: { crop: false, mirror: false, colour: false },
    colourBasis: null,
    dropout: 0,
    dropoutWidths: new Map(),
  }
  const pool = new BatchPool(batchWorker, settings, 1)
  try {
    let done = 0
    for await (const one of testBatches(pool, samples, { batch, crops })) {
      signal.throwIfAborted()
      yield one
      done += one.labels.length
      progress(done, samples.labels.length)
    }
  } finally {
    await pool.close()
  }
}
