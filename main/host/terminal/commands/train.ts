/** `train`: begins a run, resumes one, or branches one from a checkpoint of another, and follows it to its end. */
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import type { RunDetail, TrainingRequest } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { datasetNamed } from '../client.ts'
import type { Client } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { describeEnd, follow } from '../follow.ts'
import { whole } from '../options.ts'
import { settingsOf, withSettings } from '../settings.ts'
import type { SettingOptions } from '../settings.ts'

interface Branch {
  readonly runId: number
  readonly step: number
}

interface Weights {
  readonly runId: number
  readonly step?: number
}

interface TrainOptions extends CommonOptions, SettingOptions {
  readonly dataset?: string
  readonly name?: string
  readonly recipe?: string
  readonly like?: number
  readonly insist?: boolean
  readonly resume?: number
  readonly branch?: Branch
  readonly weights?: Weights
}

export function trainCommand(): Command {
  const command = createCommand(
    'train',
    'train a network; Ctrl-C stops it after the step under way, with a checkpoint (exit 130)',
  )
    .option('--dataset <name>', 'the dataset to train on')
    .option('--name <name>', 'the run’s name')
    .option('--recipe <name>', 'recommended, paper, caffe, or one of your own; other options go over it')
    .option(
      '--like <run>',
      'with the settings, and on the dataset, of another run; other options go over them',
      whole(1),
    )
    .option('--insist', 'train although duplicates lie in different splits')
    .option(
      '--weights <run[@step]>',
      'begin with what a run of the same network has learnt, on other pictures too',
      weightsOf,
    )
    .option('--resume <run>', 'go on with a run that was paused, stopped or interrupted', whole(1))
    .option('--branch <run@step>', 'a new run that goes on from a checkpoint of another', branch)
  return withSettings(command)
    .addHelpText(
      'after',
      '\nOne of --dataset, --like, --resume and --branch; --like may have a --dataset beside it. What is left out is chosen for the dataset and this machine.',
    )
    .action(({ workspace, json, ...options }: TrainOptions) =>
      inWorkspace(
        { workspace, json },
        async ({ client, output }) => {
          const begin = await beginning(client, options)
          const run = await follow(client, output, begin)
          output.line({ event: 'result', run }, describeEnd(run))
          if (run.status === 'stopped' || run.status === 'paused') {
            throw new Failure('cancelled', `Run ${String(run.id)} was ${run.status}; its checkpoint is kept.`)
          }
        },
        { exclusive: true },
      ),
    )
}

type Asked = Omit<TrainOptions, keyof CommonOptions>

/** What begins or resumes the run that the options ask for. */
async function beginning(client: Client, asked: Asked): Promise<() => Promise<{ runId: number }>> {
  const { dataset, like, name, recipe, insist, resume, branch: from, weights, ...options } = asked
  const settings = settingsOf(options)
  refuseContradictions(asked, settings)
  if (resume !== undefined) {
    return async () => {
      await client.call('runs.resume', { runId: resume })
      return { runId: resume }
    }
  }
  const named = name === undefined ? {} : { name }
  if (from !== undefined) return () => client.call('runs.branch', { ...from, ...named, settings })
  const other = like === undefined ? null : await client.call('runs.get', { runId: like })
  const datasetId = dataset === undefined ? datasetOf(other!) : (await datasetNamed(client, dataset)).id
  const kept = {
    ...named,
    ...(recipe !== undefined && { recipe }),
    ...(insist !== undefined && { insist }),
    ...(weights && { weights }),
  }
  const decided = other ? settingsOver(other.settings, settings) : settings
  return () => client.call('runs.start', { datasetId, settings: decided, ...kept })
}

/** Throws `Failure('invalid-input')` where options do not go together. */
function refuseContradictions(asked: Asked, settings: Partial<TrainingRequest>): void {
  const { dataset, like, resume, branch, recipe, weights } = asked
  const anew = dataset ?? like
  const complaints = [
    [anew, resume, branch].filter((way) => way !== undefined).length !== 1 &&
      'Name one of --dataset, --like, --resume and --branch.',
    like !== undefined &&
      recipe !== undefined &&
      'A run is like another or made by a recipe: name one of --like and --recipe.',
    weights !== undefined &&
      anew === undefined &&
      'A run that is resumed or branched has its weights; --weights goes with --dataset and --like.',
    resume !== undefined &&
      (Object.keys(settings).length > 0 || recipe !== undefined) &&
      'A resumed run keeps its settings; --branch begins one with others.',
  ]
  const complaint = complaints.find((text) => text !== false)
  if (complaint !== undefined) throw new Failure('invalid-input', complaint)
}

function datasetOf({ id, datasetId, datasetName }: RunDetail): number {
  if (datasetId !== null) return datasetId
  throw new Failure(
    'conflict',
    `The dataset “${datasetName}” of run ${String(id)} is not here. Name another with --dataset.`,
  )
}

/** Switches of its own go with a network. */
function settingsOver(base: TrainingRequest, own: Partial<TrainingRequest>): TrainingRequest {
  const kept = own.network === undefined || own.network === base.network ? base.switches : {}
  return { ...base, ...own, switches: { ...kept, ...own.switches } }
}

function branch(text: string): Branch {
  const match = /^([1-9]\d*)@(\d+)$/.exec(text)
  if (match) return { runId: Number(match[1]), step: Number(match[2]) }
  throw new InvalidArgumentError('It is the number of a run, @, and the step of one of its checkpoints: 3@1200.')
}

function weightsOf(text: string): Weights {
  const match = /^([1-9]\d*)(?:@(\d+))?$/.exec(text)
  if (match) return { runId: Number(match[1]), ...(match[2] !== undefined && { step: Number(match[2]) }) }
  throw new InvalidArgumentError(
    'It is the number of a run, or that, @, and the step of one of its checkpoints: 3@1200.',
  )
}
