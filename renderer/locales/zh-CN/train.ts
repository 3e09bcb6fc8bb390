/** Texts of the page Train, in Simplified Chinese. */
import type { train as english } from '../en/train.ts'
import type { Translated } from '../translated.ts'

export const train: Translated<typeof english> = {
  title: '训练',
}
