/** `occlusion`: which parts of a picture its most probable classes depend on. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { occlusionSide, tellingLoss, type OcclusionMap } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { whole } from '../options.ts'
import { percent } from '../words.ts'

interface OcclusionOptions extends CommonOptions {
  readonly run: number
  readonly top: number
}

/** From what matters nothing to what matters most. */
const shades = ' ░▒▓█'

export function occlusionCommand(): Command {
  return createCommand('occlusion', 'show which parts of a picture decide, by hiding one after another')
    .requiredOption('--run <id>', 'which run, by its number', whole(1))
    .option('--top <n>', 'for how many of the most probable classes', whole(1, 20), 1)
    .argument('<file>', 'a picture')
    .action((file: string, { run, top, ...options }: OcclusionOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const picture = { kind: 'path', path: resolve(file) } as const
        const maps = await client.call('models.occlusion', { runId: run, picture, top })
        output.answer(maps, () => maps.map(describeOcclusion).join('\n\n'))
      }),
    )
}

function describeOcclusion({ name, probability, lowest, losses }: OcclusionMap): string {
  const most = Math.max(tellingLoss * probability, ...losses)
  const shade = (loss: number) => shades[loss > 0 ? Math.round((loss / most) * (shades.length - 1)) : 0]!.repeat(2)
  const rows = Array.from({ length: occlusionSide }, (_, row) =>
    losses.slice(row * occlusionSide, (row + 1) * occlusionSide).map(shade),
  )
  const title = `${name}: ${percent(probability)}, and ${percent(lowest)} where hiding a part takes most of it`
  return [title, ...rows.map((row) => `  ${row.join('')}`.trimEnd())].join('\n')
}
