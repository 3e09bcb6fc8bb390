/** `import`: a folder of pictures becomes a dataset. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { DatasetDetail, ImportProgress } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { onStopRequest } from '../../signals.ts'
import type { Client } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { share } from '../options.ts'
import { count, duration, plural } from '../words.ts'

interface ImportOptions extends CommonOptions {
  readonly name: string
  readonly val: number
  readonly test: number
  readonly testFolder?: string
}

export function importCommand(): Command {
  return createCommand('import', 'make a dataset of a folder that has one sub-folder of pictures for each class')
    .argument('<folder>')
    .requiredOption('--name <name>', 'the dataset’s name')
    .option('--val <share>', 'share of the pictures kept for validation', share, 0.1)
    .option('--test <share>', 'share of the pictures kept for the test', share, 0.1)
    .option('--test-folder <folder>', 'a folder of its own for the test, with the same classes')
    .action((folder: string, { name, val, test, testFolder, ...options }: ImportOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const params = {
          name,
          folder: resolve(folder),
          validationShare: val,
          testShare: test,
          ...(testFolder === undefined ? {} : { testFolder: resolve(testFolder) }),
        }
        const begin = () => client.call('datasets.import', params)
        const end = await followImport(client, begin, (progress) => {
          output.line({ event: 'datasets.progress', ...progress })
          output.progress(progress.total === 0 ? 0 : progress.done / progress.total, describeProgress(progress))
        })
        const dataset = await client.call('datasets.get', { datasetId: end.datasetId })
        const problems = await client.call('datasets.problems', { datasetId: end.datasetId, limit: 1000 })
        output.progressEnd()
        output.line({ event: 'result', dataset, problems: problems.items }, describeDataset(dataset))
        for (const { path, reason } of output.json ? [] : problems.items) console.error(`Skipped ${path}: ${reason}`)
      }),
    )
}

/**
 * Begins an import and resolves with its last progress. Rejects where it failed, and where a person stopped it; the
 * pictures read until then stay.
 */
export async function followImport(
  client: Client,
  begin: () => Promise<{ datasetId: number }>,
  report: (progress: ImportProgress) => void,
): Promise<ImportProgress> {
  const ended = Promise.withResolvers<ImportProgress>()
  const unlisten = client.listen((event, payload) => {
    if (event !== 'datasets.progress') return
    const progress = payload as ImportProgress
    report(progress)
    if (progress.phase === 'done') ended.resolve(progress)
    if (progress.phase === 'failed') ended.reject(new Failure('failed', progress.message ?? 'The import failed.'))
    if (progress.phase === 'cancelled')
      ended.reject(new Failure('cancelled', 'The import was stopped; what it had read is kept.'))
  })
  try {
    const { datasetId } = await begin()
    onStopRequest(() => void client.call('datasets.cancelImport', { datasetId }))
    return await ended.promise
  } finally {
    unlisten()
  }
}

export function describeProgress({ phase, done, total, imagesPerSecond, secondsLeft }: ImportProgress): string {
  if (phase === 'listing') return `${plural(total, 'file')} found`
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`
  return `${count(done)} of ${count(total)} pictures, ${count(Math.round(imagesPerSecond))}/s${left}`
}

function describeDataset({ name, images, classList, counts, problems }: DatasetDetail): string {
  const splits = `${count(counts.train)} to train, ${count(counts.validation)} to validate, ${count(counts.test)} to test`
  const skipped = problems === 0 ? '' : `; ${plural(problems, 'file')} skipped`
  return `“${name}”: ${plural(images, 'picture')} in ${plural(classList.length, 'class', 'classes')} (${splits})${skipped}`
}
