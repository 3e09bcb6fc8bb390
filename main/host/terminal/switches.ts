/** A network's switches as options of a command: one for each technique. */
import type { Command } from 'commander'
import { activations, poolings } from '../../../preload/contract/index.ts'
import type { NetworkSwitches } from '../../../preload/contract/index.ts'
import { choice, positive, share, whole } from './options.ts'

/** As commander keeps them: groups as the word that was chosen. */
export type SwitchOptions = Partial<Omit<NetworkSwitches, 'groups'>> & { readonly groups?: '1' | '2' }

/** Adds the options; what is left out is the network's own. */
export function withSwitches(command: Command): Command {
  return command
    .addOption(choice('--activation <name>', 'what follows each hidden layer', activations))
    .addOption(choice('--pooling <name>', 'windows of the pooling layers', poolings))
    .option('--lrn', 'with local response normalisation')
    .option('--no-lrn', 'without local response normalisation')
    .addOption(choice('--groups <n>', '2 splits conv2, conv4 and conv5 in halves', ['1', '2']))
    .option('--width <x>', 'multiplies the width of every hidden layer', positive(4))
    .option('--crop <pixels>', 'side of the square input', whole(1, 512))
    .option('--dropout <share>', 'share of dense outputs that training drops', share)
}

/** The switches that were given. */
export function switchesOf(options: SwitchOptions): Partial<NetworkSwitches> {
  const { activation, pooling, lrn, groups, width, crop, dropout } = options
  const given = { activation, pooling, lrn, groups: groups && (Number(groups) as 1 | 2), width, crop, dropout }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
