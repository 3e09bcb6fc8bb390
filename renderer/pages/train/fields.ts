/** The settings of a run as a form shows them: names, units, help. Their limits are the contract's. */
import { trainingRequest } from '../../../preload/contract/index.ts'
import type { TrainingRequest } from '../../../preload/contract/index.ts'

export type NumberKey = {
  [Key in keyof TrainingRequest]: TrainingRequest[Key] extends number ? Key : never
}[keyof TrainingRequest]

interface NumberSetting {
  readonly kind: 'number'
  readonly key: NumberKey
  readonly label: string
  readonly unit?: string
  readonly help: string
}

interface ChoiceSetting {
  readonly kind: 'choice'
  readonly key: 'initialiser' | 'schedule'
  readonly label: string
  readonly help: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

export type Setting = NumberSetting | ChoiceSetting

export const mainSettings: readonly NumberSetting[] = [
  { kind: 'number', key: 'epochs', label: 'Epochs', help: 'How often the network sees every training picture.' },
  {
    kind: 'number',
    key: 'batch',
    label: 'Batch',
    unit: 'pictures',
    help: 'How many pictures each update averages over; more need more memory.',
  },
  {
    kind: 'number',
    key: 'learningRate',
    label: 'Learning rate',
    help: 'Length of each update; too large and the loss explodes, too small and nothing is learnt.',
  },
]

export const advancedSettings: readonly Setting[] = [
  {
    kind: 'choice',
    key: 'schedule',
    label: 'Learning-rate schedule',
    help: 'Cosine warms up, then falls smoothly to zero; constant stays where it is.',
    options: [
      { value: 'cosine', label: 'Cosine with warm-up' },
      { value: 'constant', label: 'Constant' },
    ],
  },
  {
    kind: 'choice',
    key: 'initialiser',
    label: 'Initial weights',
    help: 'He scales with each layer and starts fastest; the paper’s are those of 2012.',
    options: [
      { value: 'he', label: 'He' },
      { value: 'paper', label: 'Paper (σ 0.01)' },
      { value: 'caffe', label: 'Caffe' },
    ],
  },
  { kind: 'number', key: 'momentum', label: 'Momentum', help: 'Share of the last update that the next one keeps.' },
  {
    kind: 'number',
    key: 'weightDecay',
    label: 'Weight decay',
    help: 'Pull of every weight towards zero; the paper found it lowers even the training error.',
  },
  {
    kind: 'number',
    key: 'dropout',
    label: 'Dropout',
    help: 'Share of dense outputs left out at each step, against learning by heart.',
  },
  { kind: 'number', key: 'seed', label: 'Seed', help: 'The same seed, data and settings give the same run.' },
  {
    kind: 'number',
    key: 'threads',
    label: 'Processor threads',
    help: '0 uses all cores; fewer leave some for other work.',
  },
]

export type AugmentationKey = keyof TrainingRequest['augmentation']

export const augmentations: readonly {
  readonly key: AugmentationKey
  readonly label: string
  readonly help: string
}[] = [
  { key: 'crop', label: 'Random crop', help: 'A different part of each picture every time.' },
  { key: 'mirror', label: 'Mirror', help: 'Left and right swapped half of the time; not for letters.' },
  { key: 'colour', label: 'Colour shift', help: 'Light and tint vary along the main colours of the pictures.' },
]

/** What is wrong with a setting, as a person would say it; `null` where nothing is. */
export function complaint(key: NumberKey, value: number): string | null {
  const checked = trainingRequest.shape[key].safeParse(value)
  if (checked.success) return null
  const issue = checked.error.issues[0]
  if (issue?.code === 'too_small') return `Must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}.`
  if (issue?.code === 'too_big') return `Must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}.`
  return Number.isFinite(value) ? 'Must be a whole number.' : 'Must be a number.'
}
