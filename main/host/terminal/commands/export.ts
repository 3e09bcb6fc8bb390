/** `export`: a dataset becomes folders, a list, or shards that other programs read. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { exportFormats, type ExportFormat, type ExportProgress } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { onStopRequest } from '../../signals.ts'
import { datasetNamed, type Client } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice } from '../options.ts'
import { picturesDone, plural } from '../words.ts'

interface ExportOptions extends CommonOptions {
  readonly dataset: string
  readonly format: ExportFormat
  readonly copy?: boolean
}

export function exportCommand(): Command {
  return createCommand('export', 'write a dataset with its labels and splits for other programs')
    .argument('<folder>', 'an empty folder, or one that is not there yet')
    .requiredOption('--dataset <name>', 'which dataset')
    .addOption(choice('--format <format>', 'in what form', exportFormats).default('folders'))
    .option('--copy', 'put copies of the pictures beside a list; else it names them where they are')
    .action((folder: string, { dataset, format, copy = false, ...options }: ExportOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const { id: datasetId } = await datasetNamed(client, dataset)
        const request = { datasetId, format, folder: resolve(folder), copyPictures: copy }
        const end = await followExport(client, request, (progress) => {
          output.line({ event: 'exports.progress', ...progress })
          output.progress(progress.done / progress.total, picturesDone(progress))
        })
        output.progressEnd()
        output.line({ event: 'result', ...end }, `${plural(end.done - end.leftOut, 'picture')} in ${end.folder}`)
        for (const { path, reason } of output.json ? [] : end.problems) console.error(`Left out ${path}: ${reason}`)
        if (end.leftOut > end.problems.length && !output.json) {
          console.error(`… and ${plural(end.leftOut - end.problems.length, 'picture')} more.`)
        }
      }),
    )
}

/** Begins an export and resolves with its last progress. Rejects where it failed or a person stopped it. */
async function followExport(
  client: Client,
  request: { datasetId: number; format: ExportFormat; folder: string; copyPictures: boolean },
  report: (progress: ExportProgress) => void,
): Promise<ExportProgress> {
  const ended = Promise.withResolvers<ExportProgress>()
  const unlisten = client.listen((event, payload) => {
    if (event !== 'exports.progress') return
    const progress = payload as ExportProgress
    report(progress)
    if (progress.phase === 'done') ended.resolve(progress)
    if (progress.phase === 'failed') ended.reject(new Failure('failed', progress.message ?? 'The export failed.'))
    if (progress.phase === 'cancelled') ended.reject(new Failure('cancelled', 'The export was stopped and taken away.'))
  })
  try {
    await client.call('exports.start', request)
    onStopRequest(() => void client.call('exports.cancel', { datasetId: request.datasetId }))
    return await ended.promise
  } finally {
    unlisten()
  }
}
