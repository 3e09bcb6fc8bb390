import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RunDetail, StepRecord, UsageRecord } from '../../../preload/contract/index.ts'
import { cli } from '../../support/cli.ts'
import { writeColours } from '../../support/colours.ts'
import { temporaryFolder } from '../../support/workspace.ts'

async function colours(): Promise<string> {
  const [folder, workspace] = [join(await temporaryFolder(), 'colours'), await temporaryFolder()]
  await writeColours(folder, 10)
  const { code, stderr } = await cli('import', folder, '--name', 'colours', '--workspace', workspace)
  expect(code, stderr).toBe(0)
  return workspace
}

const small = ['--network', 'lenet', '--width', '0.5', '--batch', '16', '--threads', '1', '--insist']

interface ToldRun extends RunDetail {
  readonly steps: StepRecord[]
  readonly usage: UsageRecord[]
}

async function run(workspace: string, id: number): Promise<ToldRun> {
  return JSON.parse((await cli('run', String(id), '--json', '--workspace', workspace)).stdout) as ToldRun
}

vi.setConfig({ testTimeout: 120_000 })

describe('commands about runs', () => {
  it('take every setting, show it, and branch and compare', async () => {
    const workspace = await colours()
    const common = ['--workspace', workspace]
    const settings = [
      '--epochs 2 --schedule step --step-epochs 1 --rate-drop 0.5 --learning-rate 0.02 --momentum 0.8',
      '--weight-decay 0.001 --bias-rate 2 --no-bias-decay --initialiser caffe --label-smoothing 0.1',
      '--gradient-norm-limit 5 --class-weights balanced --mean picture --augment mirror --activation tanh',
      '--pooling average --dropout 0.3 --seed 7 --memory 1000 --early-stopping 50',
    ].flatMap((line) => line.split(' '))
    const trained = await cli('train', '--dataset', 'colours', ...small, ...settings, ...common)
    expect(trained).toMatchObject({ code: 0, stderr: '' })
    const first = await run(workspace, 1)
    expect(first.settings).toMatchObject({
      switches: { width: 0.5, activation: 'tanh', pooling: 'average' },
      schedule: 'step',
      rateDrop: 0.5,
      biasRate: 2,
      biasDecay: false,
      classWeights: 'balanced',
      mean: 'picture',
      augmentation: { crop: false, mirror: true, colour: false },
      dropout: 0.3,
      memoryLimit: 1000,
      earlyStopping: 50,
    })
    expect(first.epochs.map(({ learningRate }) => learningRate)).toEqual([0.02, 0.01])
    expect(first.steps).toHaveLength(first.epochs.at(-1)!.step)
    expect(first.usage.at(-1)).toMatchObject({ step: first.epochs.at(-1)!.step, gpuLoad: null })
    const shown = (await cli('run', '1', ...common)).stdout
    expect(shown).toMatch(/^It took up to \d+ MB of memory, \d+\.\d % of the processor\.$/m)
    expect(shown).toMatch(/^step 0: began on CPU, 1 thread$/m)

    const { step, weightsSha256 } = first.checkpoints[0]!
    expect(weightsSha256).toMatch(/^[0-9a-f]{64}$/)
    const branched = await cli('train', '--branch', `1@${String(step)}`, '--epochs', '3', ...common)
    expect(branched.stdout).toContain('finished after 3 epochs')
    const told = (await cli('compare', '1', '2', ...common)).stdout
    expect(told).toMatch(/^epochs +2 +3$/m)
    expect(told).not.toContain('momentum')
  })

  it('reach the run of another process: rate, pause, and a resume that ends as if nothing had been', async () => {
    const workspace = await colours()
    const common = ['--workspace', workspace]
    const settings = [...small, '--epochs', '400', '--schedule', 'constant', '--learning-rate', '0.01']
    const training = cli('train', '--dataset', 'colours', ...settings, ...common)
    onTestFinished(async () => {
      await training
    })
    while ((await cli('run', '1', ...common)).code !== 0 || (await run(workspace, 1)).epochsDone < 1);
    const rated = await cli('rate', '1', '0.005', ...common)
    expect(rated.stdout).toMatch(/^Run 1 goes on at 0\.005 after step \d+\.$/m)
    const paused = await cli('pause', '1', ...common)
    expect(paused.stdout).toBe('Run 1 is paused.\n')
    expect((await training).code).toBe(130)
    const before = await run(workspace, 1)
    expect(before.log.map(({ event }) => event.kind)).toEqual(expect.arrayContaining(['started', 'rate', 'paused']))

    expect((await cli('pause', '1', ...common)).stderr).toBe('Run 1 is not training: it is paused.\n')
    const resumed = cli('resume', '1', ...common)
    while ((await run(workspace, 1)).epochsDone <= before.epochsDone + 1);
    expect((await cli('stop', '1', ...common)).stdout).toBe('Run 1 is stopped.\n')
    await resumed
    const after = await run(workspace, 1)
    expect(after.status).toBe('stopped')
    expect(after.steps.map(({ step }) => step)).toEqual(after.steps.map((_, index) => index + 1))
    expect(after.epochs.at(-1)!.learningRate).toBe(0.005)
  })

  it.each([
    [['train'], 'Name one of --dataset, --resume and --branch.'],
    [['train', '--resume', '1', '--epochs', '3'], 'A resumed run keeps its settings; --branch begins one with others.'],
    [['train', '--branch', '3'], 'It is the number of a run, @, and the step'],
    [['train', '--dataset', 'x', '--augment', 'blur'], 'It is none, or some of crop, mirror and colour'],
    [['run', '5'], 'There is no run 5.'],
    [['pause', '5'], 'There is no run 5.'],
    [['rate', '5', '0'], 'It is a number above 0, at most 10.'],
  ])('answer %j with one line and exit code 2', async (args, sentence) => {
    const { code, stdout, stderr } = await cli(...args, '--workspace', await temporaryFolder())
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr.trim()).not.toContain('\n')
  })
})
