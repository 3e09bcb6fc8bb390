/** The networks in a person's words. */
import type { NetworkName } from '../preload/contract/index.ts'
import { t } from './locales/text.ts'

export function networkTitle(network: NetworkName): string {
  return t(`network.names.${network}`)
}

export function networkNote(network: NetworkName): string {
  return t(`network.notes.${network}`)
}

/** From the one that suits most machines to the curiosities. */
export const networkOrder: readonly NetworkName[] = [
  'alexnet-mini',
  'alexnet',
  'alexnet-2gpu',
  'alexnet-torchvision',
  'lenet',
]
