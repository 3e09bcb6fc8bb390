/**
 * Fills datasets with pictures from folders, archives and manifests. Sources are only referenced; pixels go to the
 * pixel store. A file that cannot be read becomes a problem of the dataset with its reason, and nothing else goes wrong
 * by it. An import that broke off is completed by going through its sources again.
 */
import type { ImportProgress, Split } from '../../preload/contract/index.ts'
import { pixelFile, PixelPlaces } from '../image/pixels.ts'
import { PictureReaders } from '../image/readers.ts'
import { Failure } from '../lib/failure.ts'
import { lockImport } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import { ImportBatch } from './batch.ts'
import { demandKnownClasses, demandRoom, demandTwoClasses } from './demands.ts'
import { readFiles, type FileToRead } from './files.ts'
import { prepareSources, type PreparedSource, type SourceRequest } from './prepare.ts'
import { ProgressReporter } from './progress.ts'

export interface ImportRequest {
  readonly name: string
  readonly sources: readonly SourceRequest[]
  readonly validationShare: number
  /** Of no meaning where folders or manifests name splits, or a source is for the test. */
  readonly testShare: number
  /** Of the splits; 0 where absent. */
  readonly seed?: number
}

export interface ImportOptions {
  /** Module of the threads that read pictures (`import.worker`). */
  readonly workerFile: string
  /** Ends the import; what it has read by then stays. */
  readonly signal?: AbortSignal
  /** Hears of the import at most ten times a second, and of every phase. */
  readonly onProgress?: (progress: ImportProgress) => void
}

export interface Import {
  readonly datasetId: number
  /** The last progress: `done`, `cancelled`, or `failed` with its message. Never rejects. */
  readonly ended: Promise<ImportProgress>
}

/**
 * Begins to import into a new dataset, and resolves as soon as there is one. Throws `Failure` before that where a
 * source is of no use, the disk has no room, or the name is taken.
 */
export async function importSources(store: Store, request: ImportRequest, options: ImportOptions): Promise<Import> {
  const { validationShare, testShare, seed = 0 } = request
  if (validationShare + testShare > 0.9) {
    throw new Failure('invalid-input', 'Validation and test may take at most nine tenths of the pictures together.')
  }
  const prepared = await prepareSources(request.sources, signalOf(options))
  demandTwoClasses(prepared)
  demandKnownClasses(prepared, [])
  await demandRoom(store.workspace, prepared, 0)
  const named = namedSplits(prepared)
  const datasetId = store.datasets.create(request.name, {
    validationShare: named.has('validation') ? 0 : validationShare,
    testShare: named.size > 0 ? 0 : testShare,
    splitSeed: seed,
  })
  const classes = new Set(prepared.flatMap(({ layout }) => layout.classes))
  for (const name of [...classes].sort()) store.datasets.ensureClass(datasetId, name)
  return begin(store, datasetId, prepared, options)
}

/** Begins to import further sources into a dataset. Throws as `importSources` does. */
export async function importInto(
  store: Store,
  datasetId: number,
  sources: readonly SourceRequest[],
  options: ImportOptions,
): Promise<Import> {
  const kept = store.sources.list(store.datasets.get(datasetId).id)
  const prepared = await prepareSources(sources, signalOf(options))
  const again = prepared.find(({ source }) => kept.some(({ path, kind }) => path === source.path && kind !== 'pictures'))
  if (again) throw new Failure('conflict', `${again.source.path} is in this dataset already. Import it again instead.`)
  demandKnownClasses(prepared, store.datasets.classes(datasetId).map(({ name }) => name))
  await demandRoom(store.workspace, prepared, 0)
  return begin(store, datasetId, prepared, options)
}

/** Goes through all sources of a dataset once more. Throws `Failure` where one of them cannot be found. */
export async function importAgain(store: Store, datasetId: number, options: ImportOptions): Promise<Import> {
  const { images } = store.datasets.get(datasetId)
  const kept = store.sources.list(datasetId)
  if (kept.length === 0) throw new Failure('conflict', 'This dataset has no sources to import again.')
  const requests = kept.map(({ id, path, split, options: said }) => ({ ...said, path, split, sourceId: id }))
  const prepared = await prepareSources(requests, signalOf(options))
  await demandRoom(store.workspace, prepared, images)
  return begin(store, datasetId, prepared, options)
}

/** A source that the dataset has by now. */
interface SourceToRead extends PreparedSource {
  readonly sourceId: number
}

function begin(store: Store, datasetId: number, prepared: readonly PreparedSource[], options: ImportOptions): Import {
  const release = lockImport(store.workspace, datasetId)
  const sources = prepared.map((one) => ({ ...one, sourceId: one.sourceId ?? keep(store, datasetId, one) }))
  const reporter = new ProgressReporter(datasetId, (progress) => options.onProgress?.(progress))
  const ended = run(store, datasetId, sources, reporter, options)
    .finally(release)
    .then(
      () => reporter.enter(options.signal?.aborted ? 'cancelled' : 'done'),
      (error: unknown) => reporter.enter('failed', `The import failed: ${messageOf(error)}`),
    )
  return { datasetId, ended }
}

function keep(store: Store, datasetId: number, { source, split, options }: PreparedSource): number {
  const { kind, path, folder } = source
  return store.sources.add(datasetId, { kind, path, folder, split, options })
}

async function run(
  store: Store,
  datasetId: number,
  sources: readonly SourceToRead[],
  reporter: ProgressReporter,
  options: ImportOptions,
): Promise<void> {
  const signal = signalOf(options)
  for (const { entries } of sources) reporter.found(entries)
  reporter.enter('reading')
  const pixels = pixelFile(store.workspace, datasetId)
  await using places = await PixelPlaces.open(pixels, store.sources.records(datasetId))
  await using readers = new PictureReaders(options.workerFile, pixels)
  const batch = new ImportBatch(store, datasetId, places, store.datasets.draw(datasetId))
  const named = namedSplits(sources)
  for (const source of sources) {
    const { sourceId } = source
    const last = store.sources.begin(sourceId)
    const files = filesOf(store, source, named, places.hasLost)
    for await (const [file, reading] of readFiles(readers, places, files, signal)) {
      reporter.handled(batch.add(file, reading))
    }
    batch.write()
    if (signal.aborted) return
    for (const gone of store.sources.markGone(sourceId, last, (id) => batch.seen.has(id))) {
      reporter.missed(gone)
      await new Promise(setImmediate)
    }
    store.pictures.fillTraining(datasetId)
    listEmptyClasses(store, datasetId, source)
    store.sources.end(sourceId)
  }
}

/** The pictures of a source with what is known of each: its class, its split, and how it was before. */
async function* filesOf(
  store: Store,
  { source, layout, split, sourceId }: SourceToRead,
  named: ReadonlySet<Split>,
  isAnew: boolean,
): AsyncGenerator<FileToRead> {
  for await (const entry of source.entries()) {
    const { path } = entry
    const place = 'location' in entry ? layout.placeOf(entry) : { reason: entry.reason }
    if ('reason' in place || !('location' in entry)) {
      const { reason } = place as { readonly reason: string }
      yield { sourceId, path, from: { kind: 'nowhere', reason }, label: null, split: null, known: undefined }
      continue
    }
    const picture = store.sources.known(sourceId, path)
    const known = picture && isAnew ? { ...picture, bytes: -1, sha256: nothing } : picture
    yield { sourceId, path, from: entry.location, label: place.label, split: split ?? heldOut(place.split, named), known }
  }
}

/** The content of a picture whose pixels are lost: like no other, so that it is read and written anew. */
const nothing = new Uint8Array(0)

/** Pictures for training are those that nothing is to be drawn from only where validation has its own. */
function heldOut(split: Split | null, named: ReadonlySet<Split>): Split | null {
  return split === 'train' && !named.has('validation') ? null : split
}

/** Splits that the sources fix themselves. */
function namedSplits(sources: readonly PreparedSource[]): ReadonlySet<Split> {
  return new Set(sources.flatMap(({ layout, split }) => (split === null ? [...layout.splits] : [split])))
}

/** A problem to each class of a source that has no picture at all. */
function listEmptyClasses(store: Store, datasetId: number, { sourceId, layout }: SourceToRead): void {
  const counts = new Map(store.datasets.classes(datasetId).map(({ name, counts }) => [name, counts]))
  const isEmpty = (name: string) => {
    const found = counts.get(name)
    return found !== undefined && found.train + found.validation + found.test === 0
  }
  const reason = 'none of the pictures of this class can be used: add some, or train without it'
  const problems = layout.classes.filter(isEmpty).map((path) => ({ sourceId, path, reason }))
  store.pictures.add(datasetId, [], problems)
}

const never = new AbortController().signal

function signalOf({ signal = never }: ImportOptions): AbortSignal {
  return signal
}

function messageOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') {
    return 'the disk of the workspace is full. What was read is kept; free some room, then import again.'
  }
  if (code?.startsWith('SQLITE_CONSTRAINT_FOREIGNKEY')) return 'the dataset was removed meanwhile.'
  return error instanceof Error ? error.message : String(error)
}
