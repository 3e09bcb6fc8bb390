/** What an import is to do: into which dataset, and which sources, looked at and found to be of use. It reads no pictures. */
import type { Split } from '../../preload/contract/index.ts'
import { bytesOfPixels } from '../image/pixels.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import { demandKnownClasses, demandRoom, demandTwoClasses, type Holding } from './demands.ts'
import type { Lookout } from './lookout.ts'
import { prepareSources, type PreparedSource, type SourceRequest } from './prepare.ts'

export interface ImportRequest {
  readonly name: string
  readonly sources: readonly SourceRequest[]
  readonly validationShare: number
  /** Of no meaning where folders or manifests name splits, or a source is for the test. */
  readonly testShare: number
  /** Of the splits; 0 where absent. */
  readonly seed?: number
}

export interface Plan {
  readonly datasetId: number
  readonly prepared: readonly PreparedSource[]
}

/** Makes a dataset for sources. Throws `Failure` where they are of no use, the name is taken, or it is cancelled. */
export async function planNew(store: Store, request: ImportRequest, lookout: Lookout): Promise<Plan> {
  const { validationShare, testShare, seed = 0 } = request
  if (validationShare + testShare > 0.9) {
    throw new Failure('invalid-input', 'Validation and test may take at most nine tenths of the pictures together.')
  }
  store.datasets.demandFree(request.name)
  const prepared = await prepareSources(request.sources, lookout)
  demandTwoClasses(prepared)
  demandKnownClasses(prepared, [])
  demandRoom(store.workspace, prepared, { pictures: 0, records: 0, bytes: 0 })
  const named = namedSplits(prepared)
  const datasetId = store.datasets.create(request.name, {
    validationShare: named.has('validation') ? 0 : validationShare,
    testShare: named.size > 0 ? 0 : testShare,
    splitSeed: seed,
  })
  const classes = new Set(prepared.flatMap(({ layout }) => layout.classes))
  for (const name of [...classes].sort()) store.datasets.ensureClass(datasetId, name)
  return { datasetId, prepared }
}

/** Throws `Failure` where a source is of no use or in the dataset already. */
export async function planFurther(
  store: Store,
  datasetId: number,
  sources: readonly SourceRequest[],
  lookout: Lookout,
): Promise<Plan> {
  const kept = store.sources.list(store.datasets.get(datasetId).id)
  const prepared = await prepareSources(sources, lookout)
  const again = prepared.find(({ source }) =>
    kept.some(({ path, kind }) => path === source.path && kind !== 'pictures'),
  )
  if (again) throw new Failure('conflict', `${again.source.path} is in this dataset already. Import it again instead.`)
  const known = store.datasets.classes(datasetId).map(({ name }) => name)
  demandKnownClasses(prepared, known)
  demandRoom(store.workspace, prepared, await holdingOf(store, datasetId, 0))
  return { datasetId, prepared }
}

/** Throws `Failure` where a source of the dataset cannot be found any more. */
export async function planAgain(store: Store, datasetId: number, lookout: Lookout): Promise<Plan> {
  const { images } = store.datasets.get(datasetId)
  const kept = store.sources.list(datasetId)
  if (kept.length === 0) throw new Failure('conflict', 'This dataset has no sources to import again.')
  const requests = kept.map(({ id, path, split, options }) => ({ ...options, path, split, sourceId: id }))
  const prepared = await prepareSources(requests, lookout)
  demandRoom(store.workspace, prepared, await holdingOf(store, datasetId, images))
  return { datasetId, prepared }
}

/** Splits that the sources fix themselves. */
export function namedSplits(sources: readonly PreparedSource[]): ReadonlySet<Split> {
  return new Set(sources.flatMap(({ layout, split }) => (split === null ? [...layout.splits] : [split])))
}

async function holdingOf(store: Store, datasetId: number, pictures: number): Promise<Holding> {
  const bytes = await bytesOfPixels(store.workspace, datasetId)
  return { pictures, records: store.sources.records(datasetId), bytes }
}
