/** What is said of the look at an import's sources. */
import type { ImportListing } from '../../../preload/contract/index.ts'
import { duration, percent } from '../../format.ts'
import { plural, t } from '../../locales/text.ts'

/** `12,345 files found · 34 % · 20 s left` */
export function listingLine({ found, share, secondsLeft }: ImportListing): string {
  const parts = [plural('datasets.listing.found', found)]
  if (share !== null) parts.push(percent(share, 0))
  if (secondsLeft !== null) parts.push(t('common.left', { time: duration(secondsLeft) }))
  return parts.join(' · ')
}
