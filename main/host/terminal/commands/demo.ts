/** `demo`: the main job from end to end on pictures that the program draws itself, as a proof that it works here. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { EpochRecord, Measure, RunDetail } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { drawChart } from '../chart.ts'
import type { Client } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommandContext, CommonOptions } from '../command.ts'
import { percent } from '../words.ts'
import { describeClassification } from './classify.ts'
import { describeEvaluation } from './evaluate.ts'
import { follow } from '../follow.ts'
import { followImport } from '../follow-import.ts'

/** The held-out top-1 error from which on the demo counts as failed. */
const errorLimit = 0.1
const shownPictures = 5
/** Enough for the error to settle, and a minute and a half on two cores. */
const epochs = 7

export function demoCommand(): Command {
  return createCommand('demo', 'draw sample pictures, train alexnet-mini on them and classify some that it never saw')
    .addHelpText(
      'after',
      '\nWithout --workspace it works in a new temporary folder. Ends with 0 if the top-1 error is below 10 %.',
    )
    .action(({ workspace = mkdtempSync(join(tmpdir(), 'alexnet-studio-demo-')), ...options }: CommonOptions) =>
      inWorkspace({ ...options, workspace }, runDemo, { exclusive: true }),
    )
}

async function runDemo({ client, output, workspace }: CommandContext): Promise<void> {
  output.line({ event: 'demo.workspace', folder: workspace.folder }, `Workspace: ${workspace.folder}`)
  const { datasetId } = await followImport(client, output, () => client.call('datasets.importSamples', {}))
  const run = await follow(client, output, () =>
    client.call('runs.start', { datasetId, settings: { network: 'alexnet-mini', epochs } }),
  )

  const chart = join(workspace.folder, 'curves.svg')
  writeFileSync(chart, await drawCurves(client, run))
  output.line({ event: 'demo.chart', file: chart }, `\nCurves: ${chart}`)

  const evaluation = await client.call('models.evaluate', { runId: run.id, split: 'test' })
  output.line({ event: 'demo.evaluation', ...evaluation }, `\n${describeEvaluation(evaluation)}`)

  const { folder, paths } = await heldOutPictures(client, datasetId)
  const files = paths.map((path) => ({ kind: 'path' as const, path: join(folder, path) }))
  const classified = await client.call('models.classify', { runId: run.id, files })
  const answers = classified.map((answer, index) => ({ ...answer, file: paths[index] ?? answer.file }))
  output.line({ event: 'demo.classified', answers }, `\n${answers.map(describeClassification).join('\n\n')}\n`)

  if (evaluation.top1Error >= errorLimit) {
    throw new Failure(
      'failed',
      `The top-1 error is ${percent(evaluation.top1Error)}; the demo asks for less than ${percent(errorLimit)}.`,
    )
  }
}

/** Pictures of the test split, each of another class, by their paths below the folder that was imported. */
async function heldOutPictures(client: Client, datasetId: number): Promise<{ folder: string; paths: string[] }> {
  const { classList, sources } = await client.call('datasets.get', { datasetId })
  const paths: string[] = []
  for (const { id: classId } of classList.slice(0, shownPictures)) {
    const page = await client.call('images.page', { datasetId, filter: { classId, split: 'test' }, limit: 1 })
    paths.push(...page.items.map((item) => item.path))
  }
  return { folder: sources[0]?.path ?? '', paths }
}

/** Colours of Okabe and Ito, which colour-blind people tell apart. */
const colours = { train: '#0072B2', validation: '#D55E00' }

async function drawCurves(client: Client, { id, epochs }: RunDetail): Promise<string> {
  const steps = await client.call('runs.steps', { runId: id })
  const ofEpochs = (
    split: 'train' | 'validation',
    value: (measure: Measure) => number,
    x: (record: EpochRecord) => number,
  ) => ({
    name: split,
    colour: colours[split],
    points: epochs.flatMap((record) => {
      const measure = record[split]
      return measure ? [[x(record), value(measure)] as const] : []
    }),
  })
  return drawChart([
    {
      title: 'Loss',
      xTitle: 'step',
      format: (value) => value.toFixed(2),
      curves: [
        {
          name: 'train, each step',
          colour: colours.train,
          points: steps.map(({ step, loss }) => [step, loss] as const),
        },
        ofEpochs(
          'validation',
          ({ loss }) => loss,
          ({ step }) => step,
        ),
      ],
    },
    {
      title: 'Top-5 error',
      xTitle: 'epoch',
      format: (value) => percent(value),
      curves: (['train', 'validation'] as const).map((split) =>
        ofEpochs(
          split,
          ({ top5Error }) => top5Error,
          ({ epoch }) => epoch,
        ),
      ),
    },
  ])
}
