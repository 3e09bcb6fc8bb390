/** Imports into a store, to their end. */
import type { ImportProgress } from '../../preload/contract/index.ts'
import { importAgain, importInto, importSources, type Import } from '../../main/dataset/import.ts'
import type { SourceRequest } from '../../main/dataset/prepare.ts'
import type { Store } from '../../main/store/store.ts'
import { workerFile } from '../../main/worker/spawn.ts'

const options = { workerFile: workerFile('import.worker') }

export async function importAll(
  store: Store,
  sources: readonly SourceRequest[],
  { validationShare = 0, testShare = 0, name = 'pets' } = {},
): Promise<ImportProgress> {
  return ended(importSources(store, { name, sources, validationShare, testShare }, options))
}

export async function importMore(store: Store, datasetId: number, sources: readonly SourceRequest[]) {
  return ended(importInto(store, datasetId, sources, options))
}

export async function importOnceMore(store: Store, datasetId: number): Promise<ImportProgress> {
  return ended(importAgain(store, datasetId, options))
}

async function ended(begun: Promise<Import>): Promise<ImportProgress> {
  return (await begun).ended
}

/** Each picture's path, class and split, in the order of import. */
export function pictures(store: Store, datasetId: number): [path: string, label: string | null, split: string][] {
  return store.sources
    .list(datasetId)
    .flatMap(({ id }) => [...store.sources.rows(id)])
    .map(({ path, label, split }) => [path, label, split])
}

/** Each problem's path below `folder`, and its reason. */
export function problems(store: Store, datasetId: number, folder: string): [path: string, reason: string][] {
  return store.pictures
    .problems(datasetId, 0, 1000)
    .items.map(({ path, reason }) => [path.startsWith(folder) ? path.slice(folder.length + 1) : path, reason])
}
