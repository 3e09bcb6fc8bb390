import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli } from '../../support/cli.ts'
import { writeColours } from '../../support/colours.ts'
import { writeFiles } from '../../support/pictures.ts'
import { temporaryFolder } from '../../support/workspace.ts'

describe('the terminal', () => {
  it.each([
    [['frobnicate'], 'unknown command'],
    [['import', '--name', 'x'], 'Name what to import: folders, archives or lists.'],
    [['import', 'x'], "'--name <name>' not specified"],
    [['import', 'x', '--name', 'y', '--val', '2'], 'a share from 0 to 0.9'],
    [['train', '--dataset', 'nothing'], 'There is no dataset named “nothing”.'],
    [['train', '--dataset', 'x', '--epochs', '0'], 'a whole number from 1 to 10000'],
    [['train', '--dataset', 'x', '--network', 'resnet'], 'Allowed choices are alexnet,'],
    [['evaluate', '--run', '9'], 'There is no run 9.'],
    [['classify', '--run', '9', 'a.jpg'], 'There is no run 9.'],
    [['network', '--network', 'alexnet', '--classes', 'x'], 'a whole number from 2'],
    [['network', '--network', 'alexnet', '--crop', '48'], 'pool5 needs at least 3 pixels and gets 2'],
    [['network', '--network', 'alexnet-2gpu', '--width', '0.01'], 'conv2 cannot be split in 2 groups'],
    [['network', '--network', 'alexnet', '--pooling', 'none'], 'Allowed choices are overlapping,'],
  ])('answers %j with one line and exit code 2', async (args, sentence) => {
    const common = args[0] === 'frobnicate' ? [] : ['--workspace', await temporaryFolder()]
    const { code, stdout, stderr } = await cli(...args, ...common)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(stderr.trim()).not.toContain('\n')
  })

  it('refuses folders that make no dataset, and makes none of them', async () => {
    const workspace = await temporaryFolder()
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'empty'))
    await writeFiles(join(folder, 'one', 'only'), { '1.jpg': Buffer.from('x') })
    for (const name of ['nowhere', 'empty', 'one']) {
      const { code, stderr } = await cli('import', join(folder, name), '--name', name, '--workspace', workspace)
      expect(code, stderr).toBe(2)
    }
    expect((await cli('datasets', '--json', '--workspace', workspace)).stdout).toBe('[]\n')
  })

  it('prints one JSON value and nothing else', async () => {
    const workspace = await temporaryFolder()
    const { stdout, stderr } = await cli('network', '--network', 'alexnet', '--json', '--workspace', workspace)
    expect(JSON.parse(stdout)).toMatchObject({ parameters: 62_378_344, multiplyAdds: 1_135_256_096 })
    expect(stderr).toBe('')
  })

  it('shows a network with every switch, and the memory that training it needs', async () => {
    const switches = '--activation tanh --pooling disjoint --no-lrn --groups 2 --width 0.5 --crop 112 --dropout 0'
    const common = ['--workspace', await temporaryFolder(), '--batch', '64', ...switches.split(' ')]
    const { stdout } = await cli('network', '--network', 'alexnet', '--json', ...common)
    expect(JSON.parse(stdout)).toMatchObject({
      batch: 64,
      switches: { activation: 'tanh', pooling: 'disjoint', lrn: false, groups: 2, width: 0.5, crop: 112, dropout: 0 },
    })
    const told = (await cli('network', '--network', 'alexnet', ...common)).stdout
    expect(told).toMatch(/conv2 +128 kernels 5×5, stride 1, padding 2, in 2 groups +128×13×13/)
    expect(told).toMatch(/Training, batch 64 +Memory/)
  })

  it('imports, trains, evaluates and classifies, with an unreadable file among the pictures', async () => {
    const folder = join(await temporaryFolder(), 'colours')
    const workspace = ['--workspace', await temporaryFolder()]
    await writeColours(folder, 10)
    await writeFiles(join(folder, 'red'), { 'broken.jpg': Buffer.from('no picture') })

    const imported = await cli('import', folder, '--name', 'colours', '--test', '0.2', '--json', ...workspace)
    const lines = imported.stdout.trim().split('\n')
    const last = JSON.parse(lines.at(-1) ?? '') as object
    expect(last).toMatchObject({
      event: 'result',
      dataset: { images: 60 },
      problems: [{ path: join(folder, 'red', 'broken.jpg') }],
    })

    const settings = ['--network', 'lenet', '--epochs', '3', '--batch', '16', '--threads', '1']
    const trained = await cli('train', '--dataset', 'colours', ...settings, ...workspace)
    expect(trained).toMatchObject({ code: 0, stdout: expect.stringContaining('finished after 3 epochs') as string })
    expect(trained.stderr).toBe('')

    const evaluated = await cli('evaluate', '--run', '1', '--split', 'test', '--json', ...workspace)
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ runId: 1, split: 'test', crops: 1 })

    const [good, bad] = [join(folder, 'red', '1.jpg'), join(folder, 'red', 'broken.jpg')]
    const classified = await cli('classify', '--run', '1', good, bad, '--top', '2', '--json', ...workspace)
    expect(classified.code).toBe(1)
    const answers = JSON.parse(classified.stdout) as { ok: boolean; file: string; predictions?: unknown[] }[]
    expect(answers.map(({ ok, file }) => [ok, file])).toEqual([
      [true, good],
      [false, bad],
    ])
    expect(answers[0]?.predictions).toHaveLength(2)
    expect(classified.stderr.trim()).toBe('1 file of 2 could not be classified.')

    const occluded = await cli('occlusion', good, '--run', '1', ...workspace)
    const [title, ...rows] = occluded.stdout.trimEnd().split('\n')
    expect(title).toMatch(/^\w+: [\d.]+ %, and [\d.]+ % where hiding a part takes most of it$/)
    expect(rows.length).toBeLessThanOrEqual(16)
    for (const row of rows) expect(row).toMatch(/^ {2}(?: {2}|░░|▒▒|▓▓|██){0,16}$/)
    const like = await cli('neighbours', good, '--run', '1', '--top', '3', ...workspace)
    expect(like.stdout).toMatch(
      /^Distance {2}Class +Picture\n(?: +[\d.]+ {2}\w+ +\w+\/\d+\.jpg\n){3}\nCompared with \d+ training pictures\.\n$/,
    )
    const unread = await cli('occlusion', bad, '--run', '1', ...workspace)
    expect(unread).toMatchObject({ code: 2, stderr: expect.stringContaining('broken.jpg cannot be read (') as string })
  })
})
