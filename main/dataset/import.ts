/**
 * Makes a dataset from a folder with one sub-folder a class. Sources are only referenced; pixels go to the pixel store.
 * A file that cannot be read becomes a problem of the dataset with its reason, and nothing else goes wrong by it.
 */
import { statfs } from 'node:fs/promises'
import type { ImportProgress } from '../../preload/contract/index.ts'
import { pixelBytes, pixelFile, PixelWriter } from '../image/pixels.ts'
import { PictureReaders } from '../image/readers.ts'
import { Failure } from '../lib/failure.ts'
import type { Store } from '../store/store.ts'
import { ImportBatch } from './batch.ts'
import { demandMatch, demandTwoClasses, readLayout, type Layout } from './layout.ts'
import { ProgressReporter } from './progress.ts'
import { readFiles, type FileToRead } from './files.ts'
import type { Shares } from './split.ts'
import { walk } from './walk.ts'

export interface ImportRequest {
  readonly name: string
  readonly folder: string
  /** Pictures from here are the test split. Its classes must be classes of `folder`. */
  readonly testFolder?: string | undefined
  readonly validationShare: number
  /** Ignored with `testFolder`. */
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
 * Begins an import and resolves as soon as there is a dataset to fill. Throws `Failure` before that where a folder is
 * of no use or the name is taken.
 */
export async function importFolder(store: Store, request: ImportRequest, options: ImportOptions): Promise<Import> {
  const shares = sharesOf(request)
  const training = await readLayout(request.folder)
  demandTwoClasses(training, request.folder)
  const test = request.testFolder === undefined ? undefined : await readLayout(request.testFolder)
  if (test) demandMatch(training, test)

  const datasetId = store.datasets.create(request.name)
  const reporter = new ProgressReporter(datasetId, (progress) => options.onProgress?.(progress))
  const work = { store, datasetId, training, test, shares, seed: request.seed ?? 0 }
  const ended = run(work, reporter, options).then(
    () => reporter.enter(options.signal?.aborted ? 'cancelled' : 'done'),
    (error: unknown) => reporter.enter('failed', `The import failed: ${messageOf(error)}`),
  )
  return { datasetId, ended }
}

interface Work {
  readonly store: Store
  readonly datasetId: number
  readonly training: Layout
  readonly test: Layout | undefined
  readonly shares: Shares
  readonly seed: number
}

/** Test pictures come first, so that copies of them are known when the training pictures are read. */
async function run(work: Work, reporter: ProgressReporter, options: ImportOptions): Promise<void> {
  const { store, datasetId, training, test } = work
  const classIds = new Map(training.classes.map(({ name }) => [name, store.datasets.ensureClass(datasetId, name)]))
  const sources = [
    ...(test ? [{ layout: test, sourceId: store.datasets.addSource(datasetId, test.folder, 'test') }] : []),
    { layout: training, sourceId: store.datasets.addSource(datasetId, training.folder, null) },
  ]
  const signal = options.signal ?? new AbortController().signal
  for (const { layout, sourceId } of sources) {
    const problems = layout.strays.map((stray) => ({ ...stray, sourceId }))
    store.pictures.add(datasetId, [], problems)
  }
  await demandRoom(store.workspace, await count(sources, reporter, signal))

  reporter.enter('reading')
  await using readers = new PictureReaders(options.workerFile)
  await using pixels = await PixelWriter.open(pixelFile(store.workspace, datasetId))
  const batch = new ImportBatch(store, datasetId, pixels, { shares: work.shares, seed: work.seed })
  for await (const [file, reading] of readFiles(readers, filesOf(sources, classIds), signal)) {
    reporter.handled(await batch.add(file, reading))
  }
  await batch.end(signal.aborted ? [] : trainingClasses())

  function trainingClasses() {
    const { sourceId } = sources.at(-1)!
    return training.classes.map(({ name, folder }) => ({ classId: classIds.get(name)!, sourceId, path: folder }))
  }
}

interface ImportSource {
  readonly layout: Layout
  readonly sourceId: number
}

async function* filesOf(
  sources: readonly ImportSource[],
  classIds: ReadonlyMap<string, number>,
): AsyncGenerator<FileToRead> {
  for (const { layout, sourceId } of sources) {
    const split = sources.length > 1 && sourceId === sources[0]!.sourceId ? 'test' : null
    for (const { name, folder } of layout.classes) {
      for await (const found of walk(layout.folder, folder)) {
        yield { ...found, folder: layout.folder, sourceId, split, classId: classIds.get(name)! }
      }
    }
  }
}

/** Counts the files beforehand: walking twice costs seconds for a million, and keeps neither the list nor a guess. */
async function count(
  sources: readonly ImportSource[],
  reporter: ProgressReporter,
  signal: AbortSignal,
): Promise<number> {
  let files = 0
  for (const { layout } of sources) {
    for (const { folder } of layout.classes) {
      const found = walk(layout.folder, folder)
      while (!(await found.next()).done) {
        if (signal.aborted) return files
        files++
        reporter.found()
      }
    }
  }
  return files
}

async function demandRoom(workspace: string, files: number): Promise<void> {
  const { bavail, bsize } = await statfs(workspace)
  const [needed, free] = [files * pixelBytes, bavail * bsize]
  if (needed <= free) return
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`
  throw new Failure(
    'failed',
    `${files} pictures need ${gigabytes(needed)} in the workspace, and ${gigabytes(free)} are free on its disk. ` +
      'Free some room, or choose a workspace on another disk.',
  )
}

function sharesOf({ validationShare, testShare, testFolder }: ImportRequest): Shares {
  const shares = { validation: validationShare, test: testFolder === undefined ? testShare : 0 }
  if (shares.validation + shares.test <= 0.9) return shares
  throw new Failure('invalid-input', 'Validation and test may take at most nine tenths of the pictures together.')
}

function messageOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 'the disk of the workspace is full.'
  return error instanceof Error ? error.message : String(error)
}
