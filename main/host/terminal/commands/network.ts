/** `network`: the layers of a network, their shapes, and what they cost. */
import type { Command } from 'commander'
import { networkNames } from '../../../../preload/contract/index.ts'
import type { NetworkName, NetworkTable } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { choice, whole } from '../options.ts'
import { table } from '../table.ts'
import { count } from '../words.ts'

interface NetworkOptions extends CommonOptions {
  readonly network: NetworkName
  readonly classes: number
}

const columns = [
  { title: 'Layer' },
  { title: 'What it does' },
  { title: 'Output', align: 'right' },
  { title: 'Parameters', align: 'right' },
  { title: 'Multiply-adds', align: 'right' },
] as const

export function networkCommand(): Command {
  return createCommand('network', 'show the layers of a network')
    .addOption(choice('--network <name>', 'which network', networkNames).makeOptionMandatory())
    .option('--classes <n>', 'how many classes it tells apart', whole(2, 100_000), 1000)
    .action(({ network, classes, ...options }: NetworkOptions) =>
      inWorkspace(options, async ({ client, output }) => {
        const answer = await client.call('models.network', { network, classes })
        output.answer(answer, () => describe(answer))
      }),
    )
}

function describe({ layers, parameters, multiplyAdds, neurons }: NetworkTable): string {
  const rows = layers.map((layer) => [
    layer.name,
    layer.description,
    layer.outputShape.join('×'),
    layer.parameters === 0 ? '' : count(layer.parameters),
    layer.multiplyAdds === 0 ? '' : count(layer.multiplyAdds),
  ])
  const totals = ['total', `${count(neurons)} neurons`, '', count(parameters), count(multiplyAdds)]
  return table(columns, [...rows, totals])
}
