/** `run` and `compare`: everything about one run, and runs beside one another. */
import { Argument } from 'commander'
import type { Command } from 'commander'
import { joinedUsage, judged, type RunDetail, type Usage } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { describeDiagnosis } from '../diagnoses.ts'
import { epochCells, epochColumns } from '../epochs.ts'
import { whole } from '../options.ts'
import { describeEvent } from '../run-log.ts'
import { table } from '../table.ts'
import { duration, megabytes, percent } from '../words.ts'
import { runCommand as commandOfRun } from './control.ts'

/** Losses of single steps, and samples of the machine's use, that `--json` gives, thinned evenly where there are more. */
const mostPoints = 10_000

export function runCommand(): Command {
  return commandOfRun('run', 'show a run: settings, epochs, checkpoints, what happened to it').action(
    (runId: number, options: CommonOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const run = await client.call('runs.get', { runId })
        const question = { runId, limit: mostPoints }
        const steps = output.json ? await client.call('runs.steps', question) : []
        const usage = output.json ? await client.call('runs.usage', question) : []
        output.answer({ ...run, steps, usage }, () => describe(run))
      }),
  )
}

export function compareCommand(): Command {
  return createCommand('compare', 'show runs beside one another: results, and the settings that differ')
    .addArgument(new Argument('<runs...>', 'numbers of the runs').argParser(collect))
    .action((runIds: readonly number[], options: CommonOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const runs = await Promise.all(runIds.map((runId) => client.call('runs.get', { runId })))
        output.answer(runs, () => beside(runs))
      }),
    )
}

function collect(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), whole(1)(text)]
}

function describe(run: RunDetail): string {
  const isKnown = (name: string) => run.file === null || name === 'network' || name === 'switches'
  const settings = Object.entries(run.settings).flatMap(([name, value]) =>
    isKnown(name) ? [[name, words(value)]] : [],
  )
  const checkpoints = run.checkpoints.map(({ step, epoch, name, best, damaged, bytes, weightsSha256 }) => [
    String(step),
    String(epoch),
    [name, best && 'best', damaged && 'damaged'].filter((word) => typeof word === 'string').join(', '),
    megabytes(bytes),
    weightsSha256.slice(0, 16),
  ])
  return [
    `Run ${String(run.id)} “${run.name}” ${originOf(run)}`,
    ...(run.message === null ? [] : [run.message]),
    '',
    table([{ title: 'Setting' }, { title: 'Value' }], settings),
    ...(run.file === null ? ['', table(epochColumns, run.epochs.map(epochCells))] : []),
    ...use(run.epochs.flatMap(({ usage }) => usage ?? [])),
    '',
    table(
      [
        { title: 'Checkpoint', align: 'right' },
        { title: 'Epoch', align: 'right' },
        { title: '' },
        { title: 'Size', align: 'right' },
        { title: 'SHA-256 of the weights' },
      ],
      checkpoints,
    ),
    ...(run.log.length === 0
      ? []
      : ['', ...run.log.map(({ step, event }) => `step ${String(step)}: ${describeEvent(event)}`)]),
    ...run.diagnoses.filter(({ current }) => current).map((diagnosis) => `\n${describeDiagnosis(diagnosis)}`),
  ].join('\n')
}

function originOf({ file, datasetName, status }: RunDetail): string {
  return file === null ? `on “${datasetName}”: ${status}` : `from ${file}: trained elsewhere`
}

/** What training took of the machine, where its epochs tell. */
function use(epochs: readonly Usage[]): string[] {
  if (epochs.length === 0) return []
  const { memoryBytes, processorLoad, gpuLoad, gpuMemoryBytes } = joinedUsage(epochs)
  const parts = [
    `up to ${megabytes(memoryBytes)} of memory`,
    `${percent(processorLoad)} of the processor`,
    ...(gpuLoad === null ? [] : [`${percent(gpuLoad)} of the GPU`]),
    ...(gpuMemoryBytes === null ? [] : [`with up to ${megabytes(gpuMemoryBytes)} of its memory in use`]),
  ]
  return ['', `It took ${parts.join(', ')}.`]
}

function beside(runs: readonly RunDetail[]): string {
  const columns = [{ title: '' }, ...runs.map(({ id }) => ({ title: `Run ${String(id)}`, align: 'right' as const }))]
  const result = (title: string, of: (run: RunDetail) => string) => [title, ...runs.map(of)]
  const best = (run: RunDetail) => run.best && judged(run.best)
  const settings = Object.keys(runs[0]?.settings ?? {}) as (keyof RunDetail['settings'])[]
  const differing = settings
    .map((name) => [name, ...runs.map((run) => words(run.settings[name]))])
    .filter(([, first, ...others]) => others.some((other) => other !== first))
  return table(columns, [
    result('name', ({ name }) => name),
    result('dataset', ({ datasetName, file }) => file ?? datasetName),
    result('status', ({ status }) => status),
    result('best top-1 error', (run) => (best(run) ? percent(best(run)!.top1Error) : '–')),
    result('best top-5 error', (run) => (best(run) ? percent(best(run)!.top5Error) : '–')),
    result('epochs done', ({ epochsDone }) => String(epochsDone)),
    result('time', ({ seconds }) => duration(seconds)),
    result('device', ({ device }) => device ?? '–'),
    ...differing,
  ])
}

/** A value of a setting on one line. */
function words(value: unknown): string {
  if (value === null) return 'none'
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value)
  return Object.entries(value)
    .map(([name, part]) => `${name} ${words(part)}`)
    .join(', ')
}
