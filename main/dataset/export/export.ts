/** Writes a dataset into a folder of its own, in a form that other programs read. Sources are read and left as they are. */
import { readdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ExportFormat, ExportProgress } from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import { makeFolder } from '../../lib/make-folder.ts'
import type { Store } from '../../store/store.ts'
import { FolderWriter } from './folders.ts'
import { ManifestWriter } from './manifest.ts'
import { outgoing } from './outgoing.ts'
import type { PictureWriter } from './picture.ts'
import { ExportReporter } from './progress.ts'
import { ShardWriter } from './shards.ts'

export interface ExportRequest {
  readonly datasetId: number
  readonly format: ExportFormat
  readonly folder: string
  /** Of a manifest; the other formats always have the pictures. */
  readonly copyPictures: boolean
}

export interface ExportOptions {
  readonly signal: AbortSignal
  /** Hears of the export at most ten times a second, and of every phase. */
  readonly onProgress: (progress: ExportProgress) => void
}

/**
 * Begins an export. Throws `Failure` where the dataset is empty or the folder is not. What it answers never rejects: it
 * is the last progress. A cancelled or failed export leaves nothing behind.
 */
export async function exportDataset(
  store: Store,
  request: ExportRequest,
  options: ExportOptions,
): Promise<{ readonly ended: Promise<ExportProgress> }> {
  const { datasetId, format } = request
  const folder = resolve(request.folder)
  const totals = store.sources.totals(store.datasets.get(datasetId).id)
  const total = totals.reduce((sum, { images }) => sum + images, 0)
  if (total === 0) throw new Failure('conflict', 'This dataset has no pictures to export.')
  const isOurs = await prepareFolder(folder)
  const reporter = new ExportReporter({ datasetId, folder, format, total }, options.onProgress)
  const ended = write(store, { ...request, folder }, reporter, options.signal).then(
    () => (options.signal.aborted ? undone('cancelled') : reporter.enter('done')),
    (error: unknown) => undone('failed', `The export failed: ${messageOf(error)}`),
  )
  return { ended }

  async function undone(phase: 'cancelled' | 'failed', message?: string): Promise<ExportProgress> {
    await (isOurs ? rm(folder, { recursive: true, force: true }) : clear(folder)).catch(() => undefined)
    return reporter.enter(phase, message)
  }
}

async function write(
  store: Store,
  request: ExportRequest,
  reporter: ExportReporter,
  signal: AbortSignal,
): Promise<void> {
  const writer = await writerOf(store, request)
  for await (const one of outgoing(store, request.datasetId, writer.needsContent)) {
    if (signal.aborted) break
    if ('picture' in one) await writer.write(one.picture, one.content)
    else reporter.leftOut(one)
    reporter.handled()
    if (!writer.needsContent && reporter.done % pauseEvery === 0) await new Promise(setImmediate)
  }
  await writer.close()
}

/** Rows of a manifest between which others get their turn. */
const pauseEvery = 500

async function writerOf(
  store: Store,
  { datasetId, format, folder, copyPictures }: ExportRequest,
): Promise<PictureWriter> {
  switch (format) {
    case 'folders':
      return new FolderWriter(folder)
    case 'csv':
    case 'json':
      return ManifestWriter.open(folder, format, copyPictures)
    case 'webdataset': {
      const classes = store.datasets.classes(datasetId).map(({ name }) => name)
      return new ShardWriter(
        folder,
        classes,
        new Map(store.sources.totals(datasetId).map((one) => [one.split, one.bytes])),
      )
    }
  }
}

/** Answers whether it made the folder; throws `Failure` where there is something in it. */
async function prepareFolder(folder: string): Promise<boolean> {
  try {
    const made = makeFolder(folder)
    if ((await readdir(folder)).length === 0) return made !== undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Failure(
      'invalid-input',
      `${folder} cannot be written to (${code ?? String(error)}). Choose another folder.`,
    )
  }
  throw new Failure('conflict', `${folder} is not empty. Choose an empty folder, or a name that is not there yet.`)
}

async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(`${folder}/${name}`, { recursive: true, force: true })
}

function messageOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 'the disk is full. Free some room, or choose another.'
  return error instanceof Error ? error.message : String(error)
}
