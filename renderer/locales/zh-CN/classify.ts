/** Texts of the page Classify, in Simplified Chinese. */
import type { classify as english } from '../en/classify.ts'
import type { Translated } from '../translated.ts'

export const classify: Translated<typeof english> = {
  title: '识别',
}
