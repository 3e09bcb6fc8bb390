/**
 * Fills datasets with pictures from folders, archives and manifests. Sources are only referenced; pixels go to the
 * pixel store. A file that cannot be read becomes a problem of the dataset with its reason, and nothing else goes wrong
 * by it. An import that broke off is completed by going through its sources again.
 */
import type { ImportProgress, Split } from '../../preload/contract/index.ts'
import { pixelFile, PixelPlaces } from '../image/pixels.ts'
import { PictureReaders } from '../image/readers.ts'
import { lockImport } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import { ImportBatch } from './batch.ts'
import { readFiles, type FileToRead } from './files.ts'
import { Lookout, type Listing } from './lookout.ts'
import { namedSplits, planAgain, planFurther, planNew, type ImportRequest, type Plan } from './plan.ts'
import type { PreparedSource, SourceRequest } from './prepare.ts'
import { ProgressReporter } from './progress.ts'

export interface ImportOptions {
  /** Module of the threads that read pictures (`import.worker`). */
  readonly workerFile: string
  /** Ends the import; what it has read by then stays. */
  readonly signal?: AbortSignal
  /** Hears of the look at the sources that comes before. */
  readonly onListing?: (listing: Listing) => void
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
 * source is of no use, the disk has no room, the name is taken, or it is cancelled.
 */
export function importSources(store: Store, request: ImportRequest, options: ImportOptions): Promise<Import> {
  return begin(store, options, (lookout) => planNew(store, request, lookout))
}

/** Begins to import further sources into a dataset. Throws as `importSources` does. */
export function importInto(
  store: Store,
  datasetId: number,
  sources: readonly SourceRequest[],
  options: ImportOptions,
): Promise<Import> {
  return begin(store, options, (lookout) => planFurther(store, datasetId, sources, lookout))
}

/** Goes through all sources of a dataset once more. Throws `Failure` where one of them cannot be found. */
export function importAgain(store: Store, datasetId: number, options: ImportOptions): Promise<Import> {
  return begin(store, options, (lookout) => planAgain(store, datasetId, lookout))
}

/** A source that the dataset has by now. */
interface SourceToRead extends PreparedSource {
  readonly sourceId: number
  /** Whether nothing of it was imported before. */
  readonly isNew: boolean
}

/** Starts the threads while the sources are looked at, which takes as long. */
async function begin(store: Store, options: ImportOptions, plan: (lookout: Lookout) => Promise<Plan>): Promise<Import> {
  const readers = new PictureReaders(options.workerFile)
  try {
    const { datasetId, prepared } = await plan(new Lookout({ signal: signalOf(options), onListing: options.onListing }))
    const release = lockImport(store.workspace, datasetId)
    const sources = prepared.map((one) => ({
      ...one,
      isNew: one.sourceId === undefined,
      sourceId: one.sourceId ?? keep(store, datasetId, one),
    }))
    const reporter = new ProgressReporter(datasetId, (progress) => options.onProgress?.(progress))
    const ended = run(store, datasetId, sources, reporter, readers, options)
      .finally(() => readers.close())
      .finally(release)
      .then(
        () => reporter.enter(options.signal?.aborted ? 'cancelled' : 'done'),
        (error: unknown) => reporter.enter('failed', `The import failed: ${messageOf(error)}`),
      )
    return { datasetId, ended }
  } catch (error) {
    await readers.close()
    throw error
  }
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
  readers: PictureReaders,
  options: ImportOptions,
): Promise<void> {
  const signal = signalOf(options)
  for (const { entries } of sources) reporter.found(entries)
  reporter.enter('reading')
  const pixels = pixelFile(store.workspace, datasetId)
  await using places = await PixelPlaces.open(pixels, store.sources.records(datasetId))
  const batch = new ImportBatch(store, datasetId, places, store.datasets.draw(datasetId))
  const named = namedSplits(sources)
  for (const source of sources) {
    const { sourceId } = source
    const last = store.sources.begin(sourceId)
    const files = filesOf(store, source, named, places.hasLost)
    try {
      for await (const [file, reading] of readFiles(readers, { pixels, places }, files, signal)) {
        reporter.handled(batch.add(file, reading))
      }
    } finally {
      batch.write()
    }
    if (signal.aborted) return
    for (const gone of store.sources.markGone(sourceId, last, (id) => batch.seen.has(id))) {
      reporter.missed(gone)
      await new Promise(setImmediate)
    }
    store.splits.fillTraining(datasetId)
    listEmptyClasses(store, datasetId, source)
    store.sources.end(sourceId)
  }
}

/** The pictures of a source with what is known of each: its class, its split, and how it was before. */
async function* filesOf(
  store: Store,
  { source, layout, split, sourceId, isNew }: SourceToRead,
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
    const picture = isNew ? undefined : store.sources.known(sourceId, path)
    const known = picture && isAnew ? { ...picture, bytes: -1, sha256: nothing } : picture
    yield {
      sourceId,
      path,
      from: entry.location,
      label: place.label,
      split: split ?? heldOut(place.split, named),
      known,
    }
  }
}

/** The content of a picture whose pixels are lost: like no other, so that it is read and written anew. */
const nothing = new Uint8Array(0)

/** Pictures for training are those that nothing is to be drawn from only where validation has its own. */
function heldOut(split: Split | null, named: ReadonlySet<Split>): Split | null {
  return split === 'train' && !named.has('validation') ? null : split
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
