/** Follows a run in the terminal: its start, its epochs as they end, how far it is, and its end. */
import {
  judged,
  type EpochRecord,
  type EventPayload,
  type RunDetail,
  type RunProgress,
  type TrainingRequest,
} from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import { onStopRequest } from '../signals.ts'
import type { Client } from './client.ts'
import { Findings } from './diagnoses.ts'
import { epochColumns, epochCells, epochWidths } from './epochs.ts'
import type { Output } from './output.ts'
import { tableRow } from './table.ts'
import { count, duration, percent } from './words.ts'

/** Begins a run or lets it go on, and resolves with it when it has ended; rejects where it failed. Ctrl-C stops it. */
export async function follow(
  client: Client,
  output: Output,
  start: () => Promise<{ runId: number }>,
): Promise<RunDetail> {
  const ended = Promise.withResolvers<undefined>()
  const check = async (runId: number): Promise<void> => {
    const { status } = await client.call('runs.get', { runId })
    if (status !== 'waiting' && status !== 'running') ended.resolve(undefined)
  }
  const findings = new Findings()
  const unlisten = client.listen((event, payload) => {
    if (event === 'runs.changed') check((payload as { runId: number }).runId).catch(ended.reject)
    if (event === 'runs.progress') showProgress(output, payload as RunProgress)
    if (event === 'runs.steps' || event === 'runs.usage') output.line({ event, ...payload })
    if (event === 'runs.diagnoses') {
      output.line({ event, ...payload }, findings.news((payload as EventPayload<'runs.diagnoses'>).diagnoses))
    }
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

/** How a run ended, in a sentence. */
export function describeEnd({ id, status, best, epochsDone }: RunDetail): string {
  if (best === null) return `Run ${String(id)} ${status} before its first epoch ended.`
  const measured = judged(best)
  const kind = best.validation ? 'validation' : 'training'
  return `\nRun ${String(id)} ${status} after ${String(epochsDone)} epochs; best ${kind} top-1 error ${percent(measured.top1Error)} in epoch ${String(best.epoch)}.`
}
