/** `network`: the layers of a network, their shapes, what they cost, and the memory that training needs. */
import type { Command } from 'commander'
import { networkNames } from '../../../../preload/contract/index.ts'
import type { NetworkName, NetworkTable } from '../../../../preload/contract/index.ts'
import { createCommand, inWorkspace } from '../command.ts'
import type { CommonOptions } from '../command.ts'
import { layerWords } from '../layer-words.ts'
import { choice, whole } from '../options.ts'
import { switchesOf, withSwitches } from '../switches.ts'
import type { SwitchOptions } from '../switches.ts'
import { table } from '../table.ts'
import { count, megabytes } from '../words.ts'

interface NetworkOptions extends CommonOptions, SwitchOptions {
  readonly network: NetworkName
  readonly classes: number
  readonly batch: number
}

const columns = [
  { title: 'Layer' },
  { title: 'What it does' },
  { title: 'Output', align: 'right' },
  { title: 'Parameters', align: 'right' },
  { title: 'Multiply-adds', align: 'right' },
  { title: 'Neurons', align: 'right' },
] as const

export function networkCommand(): Command {
  const command = createCommand('network', 'show the layers of a network')
    .addOption(choice('--network <name>', 'which network', networkNames).makeOptionMandatory())
    .option('--classes <n>', 'how many classes it tells apart', whole(2, 100_000), 1000)
    .option('--batch <n>', 'pictures a step, for the memory', whole(1, 4096), 128)
  return withSwitches(command).action(({ network, classes, batch, workspace, json, ...switches }: NetworkOptions) =>
    inWorkspace({ workspace, json }, async ({ client, output }) => {
      const question = { network, classes, batch, switches: switchesOf(switches) }
      const answer = await client.call('models.network', question)
      output.answer(answer, () => describe(answer))
    }),
  )
}

function describe({ layers, batch, parameters, multiplyAdds, neurons, memory }: NetworkTable): string {
  const rows = layers.map((layer) => [
    layer.name,
    layerWords(layer),
    layer.outputShape.join('×'),
    ...[layer.parameters, layer.multiplyAdds, layer.neurons].map((value) => (value === 0 ? '' : count(value))),
  ])
  const totals = ['total', '', '', count(parameters), count(multiplyAdds), count(neurons)]
  const needed = table(
    [{ title: `Training, batch ${String(batch)}` }, { title: 'Memory', align: 'right' }],
    [
      ['parameters', megabytes(memory.parameters)],
      ['velocities and gradients', megabytes(memory.trainingState)],
      ['outputs of all layers', megabytes(memory.activations)],
      ['total', megabytes(memory.total)],
    ],
  )
  return `${table(columns, [...rows, totals])}\n\n${needed}`
}
