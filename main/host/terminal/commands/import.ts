/** `import`: pictures from folders, archives and manifests become a dataset, or come into one that there is. */
import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { DatasetDetail, ImportProgress, ImportSource } from '../../../../preload/contract/index.ts'
import { Failure } from '../../../lib/failure.ts'
import { datasetNamed, type Client } from '../client.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { followImport } from '../follow-import.ts'
import { classLevel, share } from '../options.ts'
import { count, plural } from '../words.ts'

interface ImportOptions extends CommonOptions {
  readonly name: string
  readonly val: number
  readonly test: number
  readonly testFolder?: string
  readonly classLevel: ImportSource['classLevel']
  readonly pictures?: string
  readonly groundTruth?: string
  readonly classNames?: string
  readonly add?: boolean
  readonly again?: boolean
}

export function importCommand(): Command {
  return createCommand('import', 'make a dataset of folders, pictures, archives or lists of pictures')
    .argument('[sources...]', 'folders, pictures, .zip, .tar, .tar.gz archives, .csv or .json lists of pictures')
    .requiredOption('--name <name>', 'the dataset’s name')
    .option('--val <share>', 'share of the pictures kept for validation', share, 0.1)
    .option('--test <share>', 'share of the pictures kept for the test', share, 0.1)
    .option('--test-folder <source>', 'a source of its own for the test, with the same classes')
    .option(
      '--class-level <level>',
      'the folder that names the class: 1, 2, … below the source, parent, none, or auto',
      classLevel,
      'auto',
    )
    .option('--pictures <folder>', 'the folder that the paths of a list begin in (default: that of the list)')
    .option('--ground-truth <file>', 'ILSVRC: the classes of a flat folder such as val')
    .option('--class-names <file>', 'ILSVRC: synset words, which name the classes')
    .option('--add', 'add the sources to a dataset that there is')
    .option(
      '--again',
      'go through the sources of the dataset once more: take what is new or changed, mark what is gone',
    )
    .action((paths: string[], { json, workspace, ...options }: ImportOptions) =>
      inWorkspace({ json, workspace }, async ({ client, output }) => {
        const end = await followImport(client, output, (signal) => begin(client, paths, options, signal))
        await client.call('hygiene.check', { datasetId: end.datasetId })
        const dataset = await client.call('datasets.get', { datasetId: end.datasetId })
        const problems = await client.call('datasets.problems', { datasetId: end.datasetId, limit: 1000 })
        output.progressEnd()
        output.line({ event: 'result', dataset, problems: problems.items }, describeEnd(dataset, end))
        for (const { path, reason } of output.json ? [] : problems.items) console.error(`Skipped ${path}: ${reason}`)
        if (problems.total > problems.items.length && !output.json) {
          console.error(`… and ${plural(problems.total - problems.items.length, 'file')} more.`)
        }
      }),
    )
}

type Begin = Omit<ImportOptions, keyof CommonOptions>

/** The same sources into a dataset that has them is the same import once more: it completes what broke off. */
async function begin(
  client: Client,
  paths: readonly string[],
  options: Begin,
  signal: AbortSignal,
): Promise<{ datasetId: number }> {
  if (options.again) {
    const { id: datasetId } = await datasetNamed(client, options.name)
    return client.call('datasets.importAgain', { datasetId }, signal)
  }
  const sources = sourcesOf(paths, options)
  if (options.add) {
    const { id: datasetId } = await datasetNamed(client, options.name)
    return client.call('datasets.importInto', { datasetId, sources }, signal)
  }
  const existing = (await client.call('datasets.list', {})).find(({ name }) => name === options.name)
  if (!existing) {
    const shares = { validationShare: options.val, testShare: options.test }
    return client.call('datasets.import', { name: options.name, sources, ...shares }, signal)
  }
  const { sources: kept } = await client.call('datasets.get', { datasetId: existing.id })
  const known = new Set(kept.map(({ path }) => path))
  if (sources.every(({ path }) => existsSync(path) && known.has(realpathSync(path)))) {
    return client.call('datasets.importAgain', { datasetId: existing.id }, signal)
  }
  throw new Failure(
    'conflict',
    `There is a dataset named “${options.name}” already. Choose another name, or say --add to import into that one.`,
  )
}

function sourcesOf(paths: readonly string[], options: Begin): ImportSource[] {
  if (paths.length === 0) throw new Failure('invalid-input', 'Name what to import: folders, archives or lists.')
  const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(path))
  const source = {
    classLevel: options.classLevel,
    pictureFolder: absolute(options.pictures),
    groundTruth: absolute(options.groundTruth),
    classNames: absolute(options.classNames),
  }
  const sources: ImportSource[] = paths.map((path) => ({ ...source, path: resolve(path) }))
  if (options.testFolder !== undefined) sources.push({ ...source, path: resolve(options.testFolder), split: 'test' })
  return sources
}

function describeEnd(dataset: DatasetDetail, { unchanged, added, changed, gone }: ImportProgress): string {
  const whole = describeDataset(dataset)
  if (unchanged + changed + gone === 0) return whole
  return `${whole}. Now ${count(added)} new, ${count(changed)} changed, ${count(gone)} gone.`
}

function describeDataset({ name, images, classList, counts, problems }: DatasetDetail): string {
  const splits = `${count(counts.train)} to train, ${count(counts.validation)} to validate, ${count(counts.test)} to test`
  const skipped = problems === 0 ? '' : `; ${plural(problems, 'file')} skipped`
  return `“${name}”: ${plural(images, 'picture')} in ${plural(classList.length, 'class', 'classes')} (${splits})${skipped}`
}
