/** `neighbours`: the training pictures that a network takes to be most like a picture. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Neighbours } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { withModelProgress } from '../model-progress.ts'
import { whole } from '../options.ts'
import { table } from '../table.ts'
import { count, plural } from '../words.ts'

interface NeighboursOptions extends CommonOptions {
  readonly run: number
  readonly top: number
}

export function neighboursCommand(): Command {
  return createCommand('neighbours', 'find the training pictures that a network takes to be most like a picture')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .option('--top <n>', 'how many', whole(1, 100), 6)
    .argument('<file>', 'a picture')
    .action((file: string, { run, top, ...options }: NeighboursOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const picture = { kind: 'path', path: resolve(file) } as const
        const request = { runId: run, picture, count: top }
        const found = await withModelProgress(client, output, () => client.call('models.neighbours', request))
        output.answer(found, () => describeNeighbours(found))
      }),
    )
}

function describeNeighbours({ pictures, compared, trainingPictures }: Neighbours): string {
  const rows = pictures.map(({ path, className, distance }) => [distance.toFixed(2), className ?? '–', path])
  const columns = [{ title: 'Distance', align: 'right' }, { title: 'Class' }, { title: 'Picture' }] as const
  const drawn = compared < trainingPictures ? `, drawn evenly from ${count(trainingPictures)}` : ''
  return `${table(columns, rows)}\n\nCompared with ${plural(compared, 'training picture')}${drawn}.`
}
