/** Texts of the page Runs, in Simplified Chinese. */
import type { runs as english } from '../en/runs.ts'
import type { Translated } from '../translated.ts'

export const runs: Translated<typeof english> = {
  title: '训练记录',
  runTitle: '训练记录',
}
