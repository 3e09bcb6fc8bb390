/** `train`: begins a run and follows it to its end. */
import type { Command } from 'commander'
import { networkNames } from '../../../../preload/contract/index.ts'
import type {
  EpochRecord,
  NetworkName,
  RunDetail,
  RunProgress,
  TrainingRequest,
} from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { onStopRequest } from '../../signals.ts'
import { datasetNamed } from '../client.ts'
import type { Client } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice, positive, whole } from '../options.ts'
import { epochColumns, epochCells, epochWidths } from '../epochs.ts'
import type { Output } from '../output.ts'
import { tableRow } from '../table.ts'
import { count, duration, percent } from '../words.ts'

interface TrainOptions
  extends
    CommonOptions,
    Pick<Partial<TrainingRequest>, 'epochs' | 'batch' | 'learningRate' | 'seed' | 'device' | 'threads'> {
  readonly dataset: string
  readonly network?: NetworkName
  readonly name?: string
}

export function trainCommand(): Command {
  return createCommand(
    'train',
    'train a network; Ctrl-C stops it after the step under way, with a checkpoint (exit 130)',
  )
    .requiredOption('--dataset <name>', 'the dataset to train on')
    .option('--name <name>', 'the run’s name')
    .addOption(choice('--network <name>', 'which network', networkNames))
    .option('--epochs <n>', 'passes over the training pictures', whole(1, 10_000))
    .option('--batch <n>', 'pictures a step', whole(1, 4096))
    .option('--learning-rate <x>', 'rate at the end of the warm-up', positive(10))
    .option('--seed <n>', 'what random numbers begin from', whole(0, 2 ** 31 - 1))
    .option('--device <id>', 'one of “devices”, or auto')
    .option('--threads <n>', 'processor threads, 0 for all cores', whole(0, 256))
    .addHelpText('after', '\nWhat is left out is chosen for the dataset and this machine.')
    .action(({ dataset, name, workspace, json, ...settings }: TrainOptions) =>
      inWorkspace(
        { workspace, json },
        async ({ client, output }) => {
          const { id: datasetId } = await datasetNamed(client, dataset)
          const run = await train(client, output, () =>
            client.call('runs.start', { datasetId, settings, ...(name === undefined ? {} : { name }) }),
          )
          output.line({ event: 'result', run }, describeEnd(run))
          if (run.status === 'stopped')
            throw new Failure('cancelled', `Run ${String(run.id)} was stopped; its checkpoint is kept.`)
        },
        { exclusive: true },
      ),
    )
}

/** Begins a run, shows its epochs as they end, and resolves with the run when it has ended; rejects where it failed. */
export async function train(
  client: Client,
  output: Output,
  start: () => Promise<{ runId: number }>,
): Promise<RunDetail> {
  const ended = Promise.withResolvers<undefined>()
  const check = async (runId: number): Promise<void> => {
    const { status } = await client.call('runs.get', { runId })
    if (status !== 'waiting' && status !== 'running') ended.resolve(undefined)
  }
  const unlisten = client.listen((event, payload) => {
    if (event === 'runs.changed') check((payload as { runId: number }).runId).catch(ended.reject)
    if (event === 'runs.progress') showProgress(output, payload as RunProgress)
    if (event === 'runs.steps') output.line({ event, ...payload })
    if (event === 'runs.epoch') {
      output.line(
        { event, ...payload },
        tableRow(epochColumns, epochWidths, epochCells((payload as { record: EpochRecord }).record)),
      )
    }
  })
  try {
    const { runId } = await start()
    onStopRequest(() => void client.call('runs.stop', { runId }).catch(ended.reject))
    const { settings, classes } = await client.call('runs.get', { runId })
    output.line({ event: 'runs.started', runId, settings }, describeStart(runId, settings, classes))
    await check(runId)
    await ended.promise
    const run = await client.call('runs.get', { runId })
    if (run.status === 'failed' || run.status === 'interrupted') {
      throw new Failure('failed', run.message ?? `Run ${String(runId)} ${run.status}.`)
    }
    return run
  } finally {
    output.progressEnd()
    unlisten()
  }
}

function showProgress(output: Output, progress: RunProgress): void {
  output.line({ event: 'runs.progress', ...progress })
  const { step, steps, epoch, epochs, loss, imagesPerSecond, secondsLeft, activity } = progress
  const words = [
    activity === 'training' ? `epoch ${String(epoch)} of ${String(epochs)}` : activity,
    loss === null ? '' : `loss ${loss.toFixed(3)}`,
    imagesPerSecond > 0 ? `${count(Math.round(imagesPerSecond))} pictures/s` : '',
    secondsLeft === null ? '' : `${duration(secondsLeft)} left`,
  ]
  output.progress(steps === 0 ? 0 : step / steps, words.filter((word) => word !== '').join(', '))
}

function describeStart(runId: number, settings: TrainingRequest, classes: number): string {
  const { network, epochs, batch, learningRate } = settings
  const title = `Run ${String(runId)}: ${network} on ${String(classes)} classes, ${String(epochs)} epochs, batch ${String(batch)}, learning rate ${String(learningRate)}`
  return `${title}\n\n${tableRow(
    epochColumns,
    epochWidths,
    epochColumns.map((column) => column.title),
  )}`
}

function describeEnd({ id, status, best, epochsDone }: RunDetail): string {
  if (best === null) return `Run ${String(id)} ${status} before its first epoch ended.`
  const measured = best.validation ?? best.train
  const kind = best.validation ? 'validation' : 'training'
  return `\nRun ${String(id)} ${status} after ${String(epochsDone)} epochs; best ${kind} top-1 error ${percent(measured.top1Error)} in epoch ${String(best.epoch)}.`
}
