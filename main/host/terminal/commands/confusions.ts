/** `confusions`: which classes a run took for which, as it was evaluated last. */
import type { Command } from 'commander'
import type { Confusions } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice, measuredSplits, whole } from '../options.ts'
import { table } from '../table.ts'
import { count, percent } from '../words.ts'

interface ConfusionsOptions extends CommonOptions {
  readonly run: number
  readonly split: keyof typeof measuredSplits
  readonly top: number
}

export function confusionsCommand(): Command {
  return createCommand('confusions', 'list the classes that a run took for another when it was evaluated last')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .addOption(choice('--split <split>', 'of which pictures', Object.keys(measuredSplits)).default('val'))
    .option('--top <n>', 'how many, the most frequent first', whole(1), 20)
    .action(({ run, split, top, ...options }: ConfusionsOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const request = { runId: run, split: measuredSplits[split] }
        const confusions = await client.call('models.confusions', request)
        output.answer(confusions, () => describeConfusions(confusions, run, top))
      }),
    )
}

function describeConfusions({ classes, counts }: Confusions, run: number, top: number): string {
  if (counts.length === 0) return `Run ${String(run)} has not been evaluated on these pictures: see evaluate.`
  const totals = new Map<number, number>()
  for (const { truth, pictures } of counts) totals.set(truth, (totals.get(truth) ?? 0) + pictures)
  const wrong = counts.filter(({ truth, answer }) => truth !== answer)
  if (wrong.length === 0) return 'No picture was taken for another class.'
  return table(
    [
      { title: 'Class' },
      { title: 'Taken for' },
      { title: 'Pictures', align: 'right' },
      { title: 'Of the class', align: 'right' },
    ],
    wrong
      .slice(0, top)
      .map(({ truth, answer, pictures }) => [
        classes[truth]!.name,
        classes[answer]!.name,
        count(pictures),
        percent(pictures / totals.get(truth)!),
      ]),
  )
}
