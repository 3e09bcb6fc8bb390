/** `datasets`: what was imported. */
import type { Command } from 'commander'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { table } from '../table.ts'
import { count } from '../words.ts'

const columns = [
  { title: 'Dataset' },
  { title: 'Pictures', align: 'right' },
  { title: 'Classes', align: 'right' },
  { title: 'Unlabelled', align: 'right' },
  { title: 'Excluded', align: 'right' },
  { title: 'Unreadable', align: 'right' },
] as const

export function datasetsCommand(): Command {
  return createCommand('datasets', 'list the datasets').action((options: CommonOptions) =>
    inWorkspace(options, async ({ client, output }) => {
      const datasets = await client.call('datasets.list', {})
      output.answer(datasets, () => {
        if (datasets.length === 0) return 'There are no datasets yet; “import” makes one.'
        const rows = datasets.map((dataset) => [
          dataset.name,
          ...[dataset.images, dataset.classes, dataset.unlabelled, dataset.excluded, dataset.problems].map(count),
        ])
        return table(columns, rows)
      })
    }),
  )
}
