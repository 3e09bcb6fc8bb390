/** `evaluate`: loss and errors of a trained run over pictures that it did not learn from. */
import type { Command } from 'commander'
import type { Elsewhere, Evaluation, Measured } from '../../../../preload/contract/index.ts'
import { datasetNamed } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice, measuredSplits, whole } from '../options.ts'
import { withModelProgress } from '../model-progress.ts'
import { duration, percent, plural } from '../words.ts'

interface EvaluateOptions extends CommonOptions {
  readonly run: number
  readonly split: keyof typeof measuredSplits
  readonly crops: '1' | '10'
  readonly on?: string
}

export function evaluateCommand(): Command {
  return createCommand('evaluate', 'measure a trained run on its validation or test pictures')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .addOption(choice('--split <split>', 'which pictures', Object.keys(measuredSplits)).default('val'))
    .addOption(choice('--crops <n>', 'the centre, or the mean of ten crops', ['1', '10']).default('1'))
    .option('--on <name>', 'all labelled pictures of another dataset, whose classes are the run’s by their names')
    .action(({ run, split, crops, on, ...options }: EvaluateOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const question = { runId: run, crops: crops === '1' ? 1 : 10 } as const
        if (on === undefined) {
          const request = { ...question, split: measuredSplits[split] }
          const evaluation = await withModelProgress(client, output, () => client.call('models.evaluate', request))
          output.answer(evaluation, () => describeEvaluation(evaluation))
        } else {
          const { id: datasetId } = await datasetNamed(client, on)
          const request = { ...question, datasetId }
          const evaluation = await withModelProgress(client, output, () =>
            client.call('models.evaluateElsewhere', request),
          )
          output.answer(evaluation, () => describeElsewhere(evaluation))
        }
      }),
    )
}

export function describeEvaluation({ split, ...evaluation }: Evaluation): string {
  return describeMeasured(evaluation, plural(evaluation.images, `${split} picture`))
}

function describeElsewhere({ datasetName, unknown, ...evaluation }: Elsewhere): string {
  const left = unknown.length === 0 ? [] : [`Left out, because the run does not know them: ${unknown.join(', ')}.`]
  const pictures = `${plural(evaluation.images, 'picture')} of “${datasetName}”`
  return [describeMeasured(evaluation, pictures), ...left].join('\n')
}

function describeMeasured({ runId, crops, seconds, loss, top1Error, top5Error }: Measured, pictures: string): string {
  const how = crops === 1 ? 'centre crop' : 'mean of ten crops'
  return [
    `Run ${String(runId)} on ${pictures}, ${how}, in ${duration(seconds)}:`,
    `loss ${loss.toFixed(4)}, top-1 error ${percent(top1Error)}, top-5 error ${percent(top5Error)}`,
  ].join('\n')
}
