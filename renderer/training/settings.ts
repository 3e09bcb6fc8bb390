/**
 * The settings of a run as people meet them: kinds, units, groups and which belong to which schedule. Their limits are
 * the contract's, their names the catalogues'.
 */
import { activations, initialisers, poolings, schedules } from '../../preload/contract/index.ts'
import type { NetworkSwitches, TrainingRequest } from '../../preload/contract/index.ts'
import type { MessageKey } from '../locales/text.ts'

type KeysOf<Value> = {
  [Key in keyof TrainingRequest]: TrainingRequest[Key] extends Value ? Key : never
}[keyof TrainingRequest]
export type NumberKey = KeysOf<number | null>
export type SwitchKey = keyof Omit<NetworkSwitches, 'dropout'>
export type Unit = 'pictures' | 'epochs' | 'minutes' | 'megabytes' | 'pixels' | 'times'

interface Common {
  /** Whether the setting means anything beside the others. */
  readonly applies?: (settings: TrainingRequest) => boolean
}

export interface NumberSetting extends Common {
  readonly kind: 'number'
  readonly key: NumberKey
  readonly unit?: Unit
  /** What no number means, where there need be none. */
  readonly empty?: MessageKey
}

export interface ChoiceSetting extends Common {
  readonly kind: 'choice'
  readonly key: 'schedule' | 'initialiser' | 'classWeights' | 'mean'
  readonly options: readonly { readonly value: string; readonly label: MessageKey }[]
}

export interface ToggleSetting extends Common {
  readonly kind: 'toggle'
  readonly key: 'biasDecay'
}

export type Setting = NumberSetting | ChoiceSetting | ToggleSetting

export const mainSettings: readonly Setting[] = [
  { kind: 'number', key: 'epochs' },
  { kind: 'number', key: 'batch', unit: 'pictures' },
  { kind: 'number', key: 'learningRate' },
]

export const rateSettings: readonly Setting[] = [
  choice('schedule', schedules),
  { kind: 'number', key: 'warmupEpochs', unit: 'epochs' },
  { kind: 'number', key: 'stepEpochs', unit: 'epochs', applies: ({ schedule }) => schedule === 'step' },
  { kind: 'number', key: 'plateauPatience', unit: 'epochs', applies: ({ schedule }) => schedule === 'plateau' },
  {
    kind: 'number',
    key: 'rateDrop',
    unit: 'times',
    applies: ({ schedule }) => schedule === 'step' || schedule === 'plateau',
  },
  { kind: 'number', key: 'momentum' },
  { kind: 'number', key: 'weightDecay' },
  { kind: 'number', key: 'biasRate', unit: 'times' },
  { kind: 'toggle', key: 'biasDecay' },
  choice('initialiser', initialisers),
]

export const fittingSettings: readonly Setting[] = [
  { kind: 'number', key: 'dropout' },
  { kind: 'number', key: 'labelSmoothing' },
  { kind: 'number', key: 'earlyStopping', unit: 'epochs', empty: 'training.never' },
  choice('classWeights', ['none', 'balanced']),
  { kind: 'number', key: 'gradientNormLimit', empty: 'training.none' },
  choice('mean', ['channel', 'picture']),
]

export const machineSettings: readonly Setting[] = [
  { kind: 'number', key: 'threads' },
  { kind: 'number', key: 'memoryLimit', unit: 'megabytes', empty: 'training.automatic' },
  { kind: 'number', key: 'checkpointMinutes', unit: 'minutes' },
  { kind: 'number', key: 'seed' },
]

export const augmentationKeys = ['crop', 'mirror', 'colour'] as const

export const switchKeys: readonly SwitchKey[] = ['activation', 'pooling', 'lrn', 'groups', 'width', 'crop']

export const switchChoices = {
  activation: activations.map((value) => ({ value, label: `network.activations.${value}` as const })),
  pooling: poolings.map((value) => ({ value, label: `network.poolings.${value}` as const })),
  groups: [
    { value: 1, label: 'network.groupings.one' },
    { value: 2, label: 'network.groupings.two' },
  ],
} as const

function choice<Key extends ChoiceSetting['key']>(key: Key, values: readonly TrainingRequest[Key][]): ChoiceSetting {
  return {
    kind: 'choice',
    key,
    options: values.map((value) => ({ value, label: `training.${key}.${value}` as MessageKey })),
  }
}
