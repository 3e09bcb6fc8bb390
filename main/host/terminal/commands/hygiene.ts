/** `hygiene`: what is wrong with a dataset, and its remedies. */
import type { Command } from 'commander'
import {
  pictureFindings,
  remedies,
  type Finding,
  type HygieneReport,
  type PictureFinding,
  type Remedy,
} from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { datasetNamed } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice } from '../options.ts'
import { table } from '../table.ts'
import { count, plural } from '../words.ts'

interface HygieneOptions extends CommonOptions {
  readonly dataset: string
  readonly finding?: PictureFinding
  readonly remedy?: Remedy
  readonly insist?: boolean
}

export function hygieneCommand(): Command {
  return createCommand('hygiene', 'look for duplicates, leaks between splits and other faults of a dataset')
    .requiredOption('--dataset <name>', 'which dataset')
    .addOption(choice('--finding <finding>', 'what to remedy', pictureFindings))
    .addOption(choice('--remedy <remedy>', 'how: for all its pictures, or each group of duplicates', remedies))
    .option('--insist', 'change test pictures although a run was measured on them')
    .action(({ dataset, finding, remedy, insist = false, ...options }: HygieneOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const { id: datasetId } = await datasetNamed(client, dataset)
        if ((finding === undefined) !== (remedy === undefined)) {
          throw new Failure(
            'invalid-input',
            'A remedy needs its finding: give both --finding and --remedy, or neither.',
          )
        }
        const unlisten = client.listen((event, payload) => {
          if (event !== 'hygiene.progress') return
          const { done, total, phase } = payload as { done: number; total: number; phase: string }
          output.progress(total === 0 ? 1 : done / total, `${phase} ${count(done)} of ${count(total)}`)
        })
        const { checkedAt, unchecked } = await client.call('hygiene.report', { datasetId })
        if (checkedAt === null || unchecked > 0) await client.call('hygiene.check', { datasetId })
        unlisten()
        const changed =
          finding && remedy
            ? (await client.call('hygiene.remedy', { datasetId, finding, remedy, insist })).changed
            : undefined
        const report = await client.call('hygiene.report', { datasetId })
        output.answer(changed === undefined ? report : { changed, ...report }, () => describe(report, changed))
      }),
    )
}

function describe({ findings }: HygieneReport, changed: number | undefined): string {
  const done = changed === undefined ? [] : [`${plural(changed, 'picture')} changed.`]
  if (findings.length === 0) return [...done, 'Nothing was found.'].join('\n')
  const columns = [
    { title: 'Finding' },
    { title: 'Count', align: 'right' },
    { title: 'More' },
    { title: 'Remedies' },
  ] as const
  const rows = findings.map((finding) => [
    finding.kind,
    count(finding.count),
    more(finding),
    finding.remedies.join(', '),
  ])
  return [...done, table(columns, rows)].join('\n')
}

function more({ kind, groups, classes, conversions }: Finding): string {
  if (groups !== undefined) return plural(groups, 'group')
  if (conversions) return conversions.map(({ name, count: times }) => `${name}: ${count(times)}`).join(', ')
  if (!classes) return ''
  const named = classes.slice(0, 3).map(({ name, images }) => `${name} (${count(images)})`)
  return kind === 'imbalance' ? `from ${named[0]!} on` : named.join(', ') + (classes.length > 3 ? ', …' : '')
}
