/** Removes a dataset and its pixels. Source files stay untouched, and runs that it trained stay usable. */
import { removePixels } from '../image/pixels.ts'
import type { Store } from '../store/store.ts'

/** Throws `Failure('not-found')`. */
export async function removeDataset(store: Store, datasetId: number): Promise<void> {
  store.datasets.remove(datasetId)
  await removePixels(store.workspace, datasetId)
}
