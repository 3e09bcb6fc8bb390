/**
 * The techniques of Krizhevsky, Sutskever and Hinton (2012), and what a network can be trained with in the place of each,
 * all else being the same. Pure.
 */
import { activations, isProcessor, poolings } from '../../../../preload/contract/index.ts'
import type { Device, NetworkName, NetworkSwitches, TrainingRequest } from '../../../../preload/contract/index.ts'

type Technique = 'activation' | 'device' | 'groups' | 'lrn' | 'pooling' | 'crops' | 'colour' | 'dropout' | 'weightDecay'

export type Alternative =
  | NetworkSwitches['activation']
  | NetworkSwitches['pooling']
  | Named<'lrn' | 'crops' | 'colour' | 'dropout' | 'weightDecay'>
  | 'processor'
  | 'gpu'
  | 'oneColumn'
  | 'twoHalves'
/** With it, and without. */
type Named<Name extends string> = Name | `no${Capitalize<Name>}`

/** A run like another but for one technique. */
export interface Trial {
  readonly technique: Technique
  readonly alternative: Alternative
  /** What of the settings is another. */
  readonly change: Partial<TrainingRequest>
}

/** Networks that have response normalisation after their first two convolutions, or may have it. */
const withLrn: readonly NetworkName[] = ['alexnet', 'alexnet-2gpu', 'alexnet-mini']

/**
 * Every other way of each technique, in the order of the paper's sections.
 * @param switches all that the network has, its own and those of the settings
 * @param devices of the machine, the fastest first
 */
export function trialsOf(
  settings: TrainingRequest,
  switches: NetworkSwitches,
  devices: readonly Device[],
): readonly Trial[] {
  const { augmentation, dropout, weightDecay } = settings
  const { activation, pooling, groups, lrn } = switches
  const hasCrops = augmentation.crop || augmentation.mirror
  const switched = (change: Partial<NetworkSwitches>) => ({ switches: { ...settings.switches, ...change } })
  const trials: Trial[] = []
  const add = (technique: Technique, alternative: Alternative, change: Partial<TrainingRequest>) =>
    trials.push({ technique, alternative, change })

  for (const other of activations) {
    if (other !== activation) add('activation', other, switched({ activation: other }))
  }
  const isOnProcessor = isProcessor(settings.device)
  const device = devices.find(({ id, usable }) => usable && isProcessor(id) !== isOnProcessor)
  if (device) add('device', isOnProcessor ? 'gpu' : 'processor', { device: device.id })
  if (groups === 1) add('groups', 'twoHalves', switched({ groups: 2 }))
  else add('groups', 'oneColumn', switched({ groups: 1 }))
  if (withLrn.includes(settings.network)) add('lrn', lrn ? 'noLrn' : 'lrn', switched({ lrn: !lrn }))
  for (const other of poolings) {
    if (other !== pooling) add('pooling', other, switched({ pooling: other }))
  }
  add('crops', hasCrops ? 'noCrops' : 'crops', {
    augmentation: { ...augmentation, crop: !hasCrops, mirror: !hasCrops },
  })
  add('colour', augmentation.colour ? 'noColour' : 'colour', {
    augmentation: { ...augmentation, colour: !augmentation.colour },
  })
  add('dropout', dropout > 0 ? 'noDropout' : 'dropout', { dropout: dropout > 0 ? 0 : 0.5 })
  add('weightDecay', weightDecay > 0 ? 'noWeightDecay' : 'weightDecay', { weightDecay: weightDecay > 0 ? 0 : 5e-4 })
  return trials
}
