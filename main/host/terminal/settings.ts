/** The settings of a training run as options of a command; what is left out is chosen for the dataset and the machine. */
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { initialisers, networkNames, schedules } from '../../../preload/contract/index.ts'
import type { TrainingRequest } from '../../../preload/contract/index.ts'
import { choice, positive, share, whole, zeroTo } from './options.ts'
import { switchesOf, withSwitches } from './switches.ts'
import type { SwitchOptions } from './switches.ts'

type Augmentation = TrainingRequest['augmentation']

/** As commander keeps them. */
export interface SettingOptions
  extends SwitchOptions, Partial<Omit<TrainingRequest, 'switches' | 'augmentation' | 'memoryLimit' | 'dropout'>> {
  readonly augment?: Augmentation
  readonly memory?: number
}

/** Adds an option for each setting. */
export function withSettings(command: Command): Command {
  return withSwitches(command.addOption(choice('--network <name>', 'which network', networkNames)))
    .option('--epochs <n>', 'passes over the training pictures', whole(1, 10_000))
    .option('--batch <n>', 'pictures a step', whole(1, 4096))
    .option('--learning-rate <x>', 'rate at the end of the warm-up', positive(10))
    .option('--momentum <x>', 'share of the last update that the next one keeps', zeroTo(0.999))
    .option('--weight-decay <x>', 'how strongly weights are pulled towards 0', zeroTo(1))
    .option('--bias-rate <x>', 'factor of the learning rate for biases', zeroTo(10))
    .option('--bias-decay', 'weight decay pulls at biases too')
    .option('--no-bias-decay', 'weight decay leaves biases alone')
    .addOption(choice('--initialiser <name>', 'what weights begin as', initialisers))
    .addOption(choice('--schedule <name>', 'how the rate goes down', schedules))
    .option('--warmup-epochs <x>', 'epochs in which the rate climbs', zeroTo(100))
    .option('--step-epochs <n>', 'of schedule step: epochs between two drops', whole(1, 10_000))
    .option('--plateau-patience <n>', 'of schedule plateau: epochs without a better one before a drop', whole(1, 1000))
    .option('--rate-drop <x>', 'what each drop multiplies the rate with', positive(0.99))
    .option('--early-stopping <n>', 'epochs without a better one after which the run ends', whole(1, 1000))
    .option('--label-smoothing <share>', 'share of the target spread over all classes', share)
    .option('--gradient-norm-limit <x>', 'longer gradients are scaled down to this norm', positive(1e6))
    .addOption(choice('--class-weights <kind>', 'balanced: rare classes count more', ['none', 'balanced']))
    .addOption(choice('--mean <kind>', 'what is taken off every picture', ['channel', 'picture']))
    .option('--augment <list>', 'none, or some of crop,mirror,colour', augmentation)
    .option('--seed <n>', 'what random numbers begin from', whole(0, 2 ** 31 - 1))
    .option('--device <id>', 'one of “devices”, or auto')
    .option('--threads <n>', 'processor threads, 0 for all cores', whole(0, 256))
    .option('--memory <mb>', 'megabytes that a step may take; batches then pass in parts', whole(100, 1_000_000))
    .option('--checkpoint-minutes <x>', 'minutes after which a checkpoint is written within an epoch', positive(10_000))
}

/** The settings that were given. */
export function settingsOf(options: SettingOptions): Partial<TrainingRequest> {
  const { dropout, ...switches } = switchesOf(options)
  const { augment, memory, activation: _, pooling: _p, lrn: _l, groups: _g, width: _w, crop: _c, ...rest } = options
  const given = {
    ...rest,
    dropout,
    augmentation: augment,
    memoryLimit: memory,
    switches: Object.keys(switches).length > 0 ? switches : undefined,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function augmentation(text: string): Augmentation {
  const parts = text === 'none' ? [] : text.split(',')
  const known = ['crop', 'mirror', 'colour']
  if (!parts.every((part) => known.includes(part))) {
    throw new InvalidArgumentError('It is none, or some of crop, mirror and colour with commas between them.')
  }
  return { crop: parts.includes('crop'), mirror: parts.includes('mirror'), colour: parts.includes('colour') }
}
