/** Composition root of the thread that looks for duplicates in a dataset and then settles its splits. */
import { parentPort, workerData } from 'node:worker_threads'
import { findDuplicates, type DuplicatesEvent, type DuplicatesJob } from '../dataset/duplicates/find.ts'
import { settleSplits } from '../dataset/splits/change.ts'
import { openStore } from '../store/open.ts'

const { workspace, datasetId } = workerData as DuplicatesJob
const tell = (event: DuplicatesEvent) => parentPort?.postMessage(event)

const store = openStore(workspace)
try {
  findDuplicates(store, datasetId, tell)
  settleSplits(store, datasetId)
} finally {
  store.close()
}
