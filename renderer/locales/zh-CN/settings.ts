/** Texts of the page Settings, in Simplified Chinese. */
import type { settings as english } from '../en/settings.ts'
import type { Translated } from '../translated.ts'

export const settings: Translated<typeof english> = {
  title: '设置',
}
