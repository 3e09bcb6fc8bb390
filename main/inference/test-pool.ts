/** Threads that cut a dataset's pictures for a network to answer, as training never changed them. */
import { pixelFile } from '../image/pixels.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { sourceSide } from '../network/spec.ts'
import { BatchPool } from '../pipeline/pool.ts'

/** What a pass over many pictures is given. */
export interface PassOptions {
  readonly signal: AbortSignal
  /** Hears pictures done and pictures in all. */
  readonly progress: (done: number, total: number) => void
  /** Module that fills batches in a thread. */
  readonly batchWorker: string
}

/** @param batchWorker module that fills batches in a thread */
export function testPool(workspace: string, datasetId: number, network: NetworkSpec, batchWorker: string): BatchPool {
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
  return new BatchPool(batchWorker, settings, 1)
}
