/** Removes a dataset and its pixels. Source files stay untouched, and runs that it trained stay usable. */
import { removePixels } from '../image/pixels.ts'
import { lockImport } from '../store/lock.ts'
import type { Store } from '../store/store.ts'

/** Throws `Failure('not-found')`, and `Failure('conflict')` while it is being imported, in this process or another. */
export async function removeDataset(store: Store, datasetId: number): Promise<void> {
  lockImport(store.workspace, store.datasets.get(datasetId).id)()
  store.datasets.remove(datasetId)
  await removePixels(store.workspace, datasetId)
}
