/** Texts of the page Label, in Simplified Chinese. */
import type { label as english } from '../en/label.ts'
import type { Translated } from '../translated.ts'

export const label: Translated<typeof english> = {
  title: '标注',
}
