/** The networks in a person's words. */
import type { NetworkName } from '../preload/contract/index.ts'

export const networkTitles: Readonly<Record<NetworkName, string>> = {
  'alexnet-mini': 'AlexNet mini',
  alexnet: 'AlexNet',
  'alexnet-2gpu': 'AlexNet 2-GPU',
  'alexnet-torchvision': 'AlexNet 2014',
  lenet: 'LeNet',
}

export const networkNotes: Readonly<Record<NetworkName, string>> = {
  'alexnet-mini': 'Half the width on 112-pixel crops. Made for a laptop’s processor.',
  alexnet: 'The whole network of 2012. Wants a GPU, or patience.',
  'alexnet-2gpu': 'As published: two halves that meet in a few layers only.',
  'alexnet-torchvision': 'The slimmer form that torchvision has weights for; no normalisation.',
  lenet: 'What AlexNet grew from, 1998. Quick, and a mark to beat.',
}

/** From the one that suits most machines to the curiosities. */
export const networkOrder: readonly NetworkName[] = [
  'alexnet-mini',
  'alexnet',
  'alexnet-2gpu',
  'alexnet-torchvision',
  'lenet',
]
