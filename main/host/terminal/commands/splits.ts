/** `splits`: how a dataset is divided, and drawing that anew. */
import type { Command } from 'commander'
import type { DatasetDetail, SplitState } from '../../../../preload/contract/index.ts'
import { datasetNamed } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { share, whole } from '../options.ts'
import { count, percent, plural } from '../words.ts'

interface SplitOptions extends CommonOptions {
  readonly dataset: string
  readonly val?: number
  readonly test?: number
  readonly seed?: number
  readonly insist?: boolean
}

export function splitsCommand(): Command {
  return createCommand('splits', 'show how a dataset is divided, or draw that anew')
    .requiredOption('--dataset <name>', 'which dataset')
    .option('--val <share>', 'draw anew with this share for validation', share)
    .option('--test <share>', 'draw anew with this share for the test', share)
    .option('--seed <number>', 'draw anew from this seed', whole(0, 2 ** 31 - 1))
    .option('--insist', 'change test pictures although a run was measured on them')
    .action(({ dataset, val, test, seed, insist = false, ...options }: SplitOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const { id: datasetId } = await datasetNamed(client, dataset)
        let changed: number | undefined
        if (val !== undefined || test !== undefined || seed !== undefined) {
          const kept = await client.call('splits.state', { datasetId })
          const shares = { validationShare: val ?? kept.validationShare, testShare: test ?? kept.testShare }
          const draw = { datasetId, ...shares, seed: seed ?? kept.seed, insist }
          changed = (await client.call('splits.draw', draw)).changed
        }
        const state = await client.call('splits.state', { datasetId })
        const { counts } = await client.call('datasets.get', { datasetId })
        const answer = { ...(changed !== undefined && { changed }), counts, ...state }
        output.answer(answer, () => describe(counts, state, changed))
      }),
    )
}

function describe(counts: DatasetDetail['counts'], state: SplitState, changed: number | undefined): string {
  const { validationShare, testShare, seed, fixed, testLockedBy, leaks } = state
  return [
    ...(changed === undefined ? [] : [`${plural(changed, 'picture')} moved.`]),
    `train ${count(counts.train)}, validation ${count(counts.validation)}, test ${count(counts.test)}`,
    `Drawn with ${percent(validationShare)} for validation and ${percent(testShare)} for the test, seed ${seed}.`,
    ...(fixed > 0 ? [`${plural(fixed, 'picture')} stay where a source or a person put them.`] : []),
    ...(testLockedBy ? [`The test pictures are locked: “${testLockedBy.name}” was measured on them.`] : []),
    ...(leaks.groups > 0
      ? [`${plural(leaks.pictures, 'picture')} look like others in another split; see “hygiene”.`]
      : []),
  ].join('\n')
}
