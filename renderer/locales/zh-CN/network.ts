/** Texts of the page Network, in Simplified Chinese. */
import type { network as english } from '../en/network.ts'
import type { Translated } from '../translated.ts'

export const network: Translated<typeof english> = {
  title: '网络',
}
