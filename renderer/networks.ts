/** The networks in a person's words. */
import type { NetworkName } from '../preload/contract/index.ts'

export const networkTitles: Readonly<Record<NetworkName, string>> = {
  'alexnet-mini': 'AlexNet mini',
  alexnet: 'AlexNet',
  'alexnet-2gpu': 'AlexNet, two columns',
  'alexnet-torchvision': 'AlexNet, torchvision',
  lenet: 'LeNet',
}

export const networkNotes: Readonly<Record<NetworkName, string>> = {
  'alexnet-mini': 'Half the width on 112-pixel crops. Made for a laptop’s processor.',
  alexnet: 'The whole network of 2012 on one device. Wants a GPU, or patience.',
  'alexnet-2gpu': 'As published: two halves that meet in some layers only.',
  'alexnet-torchvision': 'The slimmer form of 2014 without normalisation.',
  lenet: 'What AlexNet grew from, 1998. Seconds an epoch, and a baseline to beat.',
}

/** From the one that suits most machines to the curiosities. */
export const networkOrder: readonly NetworkName[] = ['alexnet-mini', 'alexnet', 'alexnet-2gpu', 'alexnet-torchvision', 'lenet']
