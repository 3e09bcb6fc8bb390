/** Points a source of a dataset to where it lies now. */
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import { openSource } from './sources/open.ts'

/**
 * Throws `Failure('not-found')` where there is no such source, and `Failure('invalid-input')` where what lies at the
 * path is of another kind or has none of the source's pictures.
 */
export async function relocateSource(store: Store, datasetId: number, sourceId: number, path: string): Promise<void> {
  const kept = store.sources.list(datasetId).find(({ id }) => id === sourceId)
  if (!kept) throw new Failure('not-found', `There is no source ${sourceId} in this dataset. Reload its sources.`)
  const { names } = kept.options
  const moved = await openSource(path, names ? { names } : {})
  if (moved.kind !== kept.kind) {
    throw new Failure('invalid-input', `${path} is no ${kept.kind}, as ${kept.path} was. Choose where that lies now.`)
  }
  for await (const entry of moved.entries()) {
    if (!('location' in entry) || !store.sources.known(sourceId, entry.path)) continue
    store.sources.relocate(datasetId, sourceId, { path: moved.path, folder: moved.folder })
    return
  }
  throw new Failure('invalid-input', `${path} has none of the pictures of ${kept.path}. Choose where those lie now.`)
}
