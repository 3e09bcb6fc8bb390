/**
 * `pause`, `stop`, `resume`, `rate` and `checkpoint`: what a person asks of a run. Where another process trains it, the
 * request waits in the store until that process finds it, within a second or after the step under way.
 */
import { setTimeout } from 'node:timers/promises'
import { Argument } from 'commander'
import type { Command } from 'commander'
import type { RunDetail } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import type { Client } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { describeEnd, follow } from '../follow.ts'
import { positive, whole } from '../options.ts'

/** Seconds that a command waits for the trainer to have done what it asks. */
const patience = 120

export function pauseCommand(): Command {
  return letGoCommand('pause', 'end a run after the step under way, with a checkpoint, to resume it later')
}

export function stopCommand(): Command {
  return letGoCommand('stop', 'end a run after the step under way, with a checkpoint')
}

export function resumeCommand(): Command {
  return runCommand('resume', 'go on with a run, exactly as if it had not stopped').action(
    (runId: number, options: CommonOptions) =>
      inWorkspace(
        options,
        async ({ client, output, holds }) => {
          const resume = async () => {
            await client.call('runs.resume', { runId })
            return { runId }
          }
          if (holds) {
            const run = await follow(client, output, resume)
            output.line({ event: 'result', run }, describeEnd(run))
            return
          }
          await resume()
          const run = await until(client, runId, ({ status }) => status === 'running' || status === 'waiting')
          output.answer(run, () => `Run ${String(runId)} is ${run.status} in the process that holds the workspace.`)
        },
        { exclusive: 'if-free' },
      ),
  )
}

export function rateCommand(): Command {
  return runCommand('rate', 'set the learning rate of a run from its next step on')
    .addArgument(new Argument('<x>', 'the rate').argParser(positive(10)))
    .action((runId: number, learningRate: number, options: CommonOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const before = (await client.call('runs.get', { runId })).log.length
        await client.call('runs.setRate', { runId, learningRate })
        const isSet = ({ log }: RunDetail) => log.slice(before).some(({ event }) => event.kind === 'rate')
        const run = await until(client, runId, isSet)
        const { step } = run.log.findLast(({ event }) => event.kind === 'rate')!
        output.answer(run, () => `Run ${String(runId)} goes on at ${String(learningRate)} after step ${String(step)}.`)
      }),
    )
}

export function checkpointCommand(): Command {
  return runCommand('checkpoint', 'write a checkpoint of a run after the step under way')
    .option('--name <name>', 'keep it for ever, under this name')
    .action((runId: number, { name, ...options }: CommonOptions & { name?: string }) =>
      inWorkspace(options, async ({ client, output }) => {
        const before = (await client.call('runs.get', { runId })).log.length
        await client.call('runs.checkpoint', { runId, ...(name !== undefined && { name }) })
        const isKept = ({ log }: RunDetail) => log.slice(before).some(({ event }) => event.kind === 'checkpoint')
        const run = await until(client, runId, isKept)
        const { step } = run.log.findLast(({ event }) => event.kind === 'checkpoint')!
        output.answer(run, () => `Run ${String(runId)} has a checkpoint of step ${String(step)}.`)
      }),
    )
}

function letGoCommand(name: 'pause' | 'stop', description: string): Command {
  return runCommand(name, description).action((runId: number, options: CommonOptions) =>
    inWorkspace(options, async ({ client, output }) => {
      await client.call(`runs.${name}`, { runId })
      const run = await until(client, runId, ({ status }) => status !== 'running' && status !== 'waiting')
      output.answer(run, () => `Run ${String(runId)} is ${run.status}.`)
    }),
  )
}

/** A command about one run. */
export function runCommand(name: string, description: string): Command {
  return createCommand(name, description).addArgument(new Argument('<run>', 'number of the run').argParser(whole(1)))
}

/** The run as soon as `done` holds; throws `Failure('failed')` where that takes too long. */
async function until(client: Client, runId: number, done: (run: RunDetail) => boolean): Promise<RunDetail> {
  const end = performance.now() + patience * 1000
  for (;;) {
    const run = await client.call('runs.get', { runId })
    if (done(run)) return run
    if (performance.now() > end) {
      throw new Failure(
        'failed',
        `Run ${String(runId)} has not answered within ${String(patience)} seconds; it is ${run.status}. The request stays for its next step.`,
      )
    }
    await setTimeout(250)
  }
}
