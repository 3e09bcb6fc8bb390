/** Follows an import in the terminal: the look at its sources, its pictures, its end. Ctrl-C stops it. */
import type { EventPayload, ImportListing, ImportProgress } from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import { onStopRequest } from '../signals.ts'
import type { Client } from './client.ts'
import type { Output } from './output.ts'
import { picturesDone, plural, timeLeft } from './words.ts'

/**
 * Begins an import and resolves with its last progress. Rejects where it failed, and where a person stopped it; the
 * pictures read until then stay. Until `begin` has answered, its signal stops it.
 */
export async function followImport(
  client: Client,
  output: Output,
  begin: (signal: AbortSignal) => Promise<{ datasetId: number }>,
): Promise<ImportProgress> {
  const ended = Promise.withResolvers<ImportProgress>()
  const unlisten = client.listen((event, payload) => {
    if (event === 'datasets.listing') showListing(output, payload as EventPayload<'datasets.listing'>)
    if (event !== 'datasets.progress') return
    const progress = payload as ImportProgress
    showProgress(output, progress)
    if (progress.phase === 'done') ended.resolve(progress)
    if (progress.phase === 'failed') ended.reject(new Failure('failed', progress.message ?? 'The import failed.'))
    if (progress.phase === 'cancelled')
      ended.reject(new Failure('cancelled', 'The import was stopped; what it had read is kept.'))
  })
  const beginning = new AbortController()
  let stop = (): void => {
    beginning.abort()
  }
  const release = onStopRequest(() => {
    stop()
  })
  try {
    const { datasetId } = await begin(beginning.signal)
    stop = () => void client.call('datasets.cancelImport', { datasetId })
    return await ended.promise
  } finally {
    release()
    unlisten()
  }
}

function showListing(output: Output, listing: ImportListing): void {
  output.line({ event: 'datasets.listing', ...listing })
  output.progress(listing.share ?? 0, describeListing(listing))
}

function showProgress(output: Output, progress: ImportProgress): void {
  output.line({ event: 'datasets.progress', ...progress })
  output.progress(progress.total === 0 ? 0 : progress.done / progress.total, describeProgress(progress))
}

function describeListing({ source, found, secondsLeft }: ImportListing): string {
  return `looking through ${source}: ${plural(found, 'file')} found${timeLeft(secondsLeft)}`
}

function describeProgress(progress: ImportProgress): string {
  return progress.phase === 'listing' ? `${plural(progress.total, 'file')} found` : picturesDone(progress)
}
