/** `runs`: what was trained, and how well. */
import type { Command } from 'commander'
import { judged, type RunSummary } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { table } from '../table.ts'
import { percent } from '../words.ts'

const columns = [
  { title: 'Run', align: 'right' },
  { title: 'Name' },
  { title: 'Dataset' },
  { title: 'Network' },
  { title: 'Status' },
  { title: 'Epochs', align: 'right' },
  { title: 'Best top-1 error', align: 'right' },
] as const

export function runsCommand(): Command {
  return createCommand('runs', 'list the training runs').action((options: CommonOptions) =>
    inWorkspace(options, async ({ client, output }) => {
      const runs = await client.call('runs.list', {})
      output.answer(runs, () => {
        if (runs.length === 0) return 'There are no runs yet; “train” begins one.'
        return table(columns, runs.map(cells))
      })
    }),
  )
}

function cells(run: RunSummary): string[] {
  const best = run.best && judged(run.best)
  return [
    String(run.id),
    run.name,
    run.file ?? run.datasetName,
    run.settings.network,
    run.file === null ? run.status : 'imported',
    run.file === null ? `${String(run.epochsDone)}/${String(run.settings.epochs)}` : '–',
    best ? percent(best.top1Error) : '–',
  ]
}
