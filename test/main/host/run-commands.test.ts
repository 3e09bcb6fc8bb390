import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Confusions, RunDetail, StepRecord, UsageRecord } from '../../../preload/contract/index.ts'
import { cli } from '../../support/cli.ts'
import { colourPicture, writeColours } from '../../support/colours.ts'
import { writeFiles } from '../../support/pictures.ts'
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
    [['train'], 'Name one of --dataset, --like, --resume and --branch.'],
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

describe('commands about a run that has ended', () => {
  let workspace: string
  let common: string[]

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'run commands '))
    workspace = join(folder, 'workspace')
    common = ['--workspace', workspace]
    await writeColours(join(folder, 'colours'), 10)
    await cli('import', join(folder, 'colours'), '--name', 'colours', ...common)
    await cli('train', '--dataset', 'colours', ...small, '--epochs', '1', ...common)
    return () => rmSync(folder, { recursive: true, force: true })
  })

  it('list what was taken for what', async () => {
    expect((await cli('confusions', '--run', '1', ...common)).stdout).toContain('Run 1 has not been evaluated on these')
    const { stdout } = await cli('evaluate', '--run', '1', '--json', ...common)
    const { images, top1Error } = JSON.parse(stdout) as { images: number; top1Error: number }
    const told = JSON.parse((await cli('confusions', '--run', '1', '--json', ...common)).stdout) as Confusions
    const wrong = told.counts.filter(({ truth, answer }) => truth !== answer)
    expect(wrong.reduce((sum, { pictures }) => sum + pictures, 0)).toBeCloseTo(images * top1Error, 5)
    const [first] = wrong
    const lines = (await cli('confusions', '--run', '1', '--top', '1', ...common)).stdout.trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(
      new RegExp(`^${told.classes[first!.truth]!.name} +${told.classes[first!.answer]!.name} +\\d`),
    )
  })

  it('measure a run on another dataset', async () => {
    const folder = await temporaryFolder()
    await writeColours(join(folder, 'others'), 3)
    await writeFiles(join(folder, 'others', 'ultraviolet'), { '1.jpg': await colourPicture('purple', 70) })
    await cli('import', join(folder, 'others'), '--name', 'others', ...common)
    const { stdout } = await cli('evaluate', '--run', '1', '--on', 'others', ...common)
    expect(stdout).toMatch(
      /^Run 1 on 18 pictures of “others”, centre crop, in .+:\nloss [\d.]+, top-1 error [\d.]+ %, /,
    )
    expect(stdout).toContain('Left out, because the run does not know them: ultraviolet.')
  })

  it('begin with the weights of another run', async () => {
    const train = (...more: string[]) =>
      cli('train', '--dataset', 'colours', ...small, '--epochs', '1', ...more, ...common)
    expect(await train('--weights', '1')).toMatchObject({ code: 0, stderr: '' })
    const { step } = (await run(workspace, 1)).checkpoints[0]!
    const shown = (await cli('run', '2', ...common)).stdout
    expect(shown).toContain(`step 0: began with the weights of run 1 at step ${String(step)}\n`)
    expect((await train('--weights', '1@7777')).stderr).toContain('Run 1 has no checkpoint at step 7777')
    const resumed = await cli('train', '--resume', '1', '--weights', '2', ...common)
    expect(resumed).toMatchObject({ code: 2 })
    expect(resumed.stderr).toContain('--weights goes with --dataset')
  })

  it('train as another run, but for what is asked', async () => {
    const like = await cli('train', '--like', '1', '--activation', 'relu', '--insist', '--json', ...common)
    expect(like.code, like.stderr).toBe(0)
    const { run: second } = JSON.parse(like.stdout.trim().split('\n').at(-1)!) as { run: RunDetail }
    const first = await run(workspace, 1)
    expect(second.settings).toEqual({
      ...first.settings,
      switches: { ...first.settings.switches, activation: 'relu' },
    })
    expect(second.datasetName).toBe('colours')
    const both = await cli('train', '--like', '1', '--recipe', 'paper', ...common)
    expect(both).toMatchObject({ code: 2 })
    expect(both.stderr).toContain('name one of --like and --recipe.')
  })

  it('export a network, as its file is called', async () => {
    const folder = await temporaryFolder()
    for (const ending of ['onnx', 'safetensors']) {
      const file = join(folder, 'models', `colours.${ending}`)
      const exported = await cli('export-network', file, '--run', '1', ...common)
      expect(exported).toMatchObject({ code: 0, stderr: '', stdout: `${file}, 1 MB: run 1 in epoch 1\n` })
      const again = await cli('export-network', file, '--run', '1', ...common)
      expect(again.stderr).toContain(`${file} is there already. Choose another name.`)
      expect(again.code).toBe(2)
    }
    const other = await cli('export-network', join(folder, 'colours.pth'), '--run', '1', ...common)
    expect(other).toMatchObject({ code: 2 })
    expect(other.stderr).toContain('It ends in .onnx or .safetensors.')
  })

  it('read a network that was trained elsewhere', async () => {
    const weights = join(import.meta.dirname, '..', '..', 'reference', 'weights', 'lenet.pth')
    const own = ['--workspace', await temporaryFolder()]
    const days = join(await temporaryFolder(), 'days.txt')
    writeFileSync(days, 'Mon\r\nTue\nWed\n\nThu\nFri\nSat\nSun\n')
    const read = await cli('import-network', weights, '--classes', days, '--name', 'days', ...own)
    expect(read).toMatchObject({ code: 0, stderr: '' })
    expect(read.stdout).toContain('Run 1 “days”: lenet with 7 classes. “classify --run 1” names pictures')
    expect((await cli('runs', ...own)).stdout).toMatch(/1 +days +lenet\.pth +lenet +imported +– +–/)
    const shown = (await cli('run', '1', ...own)).stdout
    expect(shown).toContain('Run 1 “days” from lenet.pth: trained elsewhere\n')
    expect(shown).toContain('step 0: read from lenet.pth, with 7 classes\n')
    expect(shown).not.toContain('learningRate')
    const missing = await cli('import-network', weights, '--classes', join(days, 'none'), ...own)
    expect(missing).toMatchObject({ code: 2 })
    expect(missing.stderr).toContain('It is a text file that can be read.')
  })

  it('suggest labels, and give them', async () => {
    const flat = await temporaryFolder()
    for (const variant of [50, 51]) {
      await writeFiles(flat, { [`${String(variant)}.jpg`]: await colourPicture('green', variant) })
    }
    await cli('import', flat, '--name', 'colours', '--add', '--class-level', 'none', ...common)
    const sure = await cli('suggest', '--run', '1', '--at-least', '1', ...common)
    expect(sure).toMatchObject({ code: 0, stderr: '' })
    expect(sure.stdout).toBe(
      '2 pictures without a label; of 0 the network is at least 100.0 % sure.\nWith --accept they get their class.\n',
    )
    const given = await cli('suggest', '--run', '1', '--at-least', '0', '--accept', '--json', ...common)
    expect(JSON.parse(given.stdout)).toEqual({ images: 2, sure: 2, accepted: 2 })
    const again = await cli('suggest', '--run', '1', ...common)
    expect(again.stderr).toContain('Every picture of the dataset “colours” has a label.')
    expect(again.code).toBe(2)
  })
})
