/** `evaluate`: loss and errors of a trained run over pictures that it did not learn from. */
import type { Command } from 'commander'
import type { Evaluation } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice, measuredSplits, whole } from '../options.ts'
import { withModelProgress } from '../model-progress.ts'
import { duration, percent, plural } from '../words.ts'

interface EvaluateOptions extends CommonOptions {
  readonly run: number
  readonly split: keyof typeof measuredSplits
  readonly crops: '1' | '10'
}

export function evaluateCommand(): Command {
  return createCommand('evaluate', 'measure a trained run on its validation or test pictures')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .addOption(choice('--split <split>', 'which pictures', Object.keys(measuredSplits)).default('val'))
    .addOption(choice('--crops <n>', 'the centre, or the mean of ten crops', ['1', '10']).default('1'))
    .action(({ run, split, crops, ...options }: EvaluateOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const request = {
          runId: run,
          split: measuredSplits[split],
          crops: crops === '1' ? 1 : 10,
        } as const
        const evaluation = await withModelProgress(client, output, () => client.call('models.evaluate', request))
        output.answer(evaluation, () => describeEvaluation(evaluation))
      }),
    )
}

export function describeEvaluation({
  runId,
  split,
  crops,
  images,
  seconds,
  loss,
  top1Error,
  top5Error,
}: Evaluation): string {
  const how = crops === 1 ? 'centre crop' : 'mean of ten crops'
  return [
    `Run ${String(runId)} on ${plural(images, `${split} picture`)}, ${how}, in ${duration(seconds)}:`,
    `loss ${loss.toFixed(4)}, top-1 error ${percent(top1Error)}, top-5 error ${percent(top5Error)}`,
  ].join('\n')
}
