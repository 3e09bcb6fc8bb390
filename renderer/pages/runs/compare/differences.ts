/** The settings of compared runs side by side. Pure but for the words. */
import type { TrainingRequest } from '../../../../preload/contract/index.ts'
import { settingRows } from '../../../training/words.ts'

export interface ComparedRow {
  readonly key: string
  readonly label: string
  /** One for each run, in order; `–` where the setting means nothing in it. */
  readonly texts: readonly string[]
  readonly differs: boolean
}

export function comparedRows(settings: readonly TrainingRequest[]): ComparedRow[] {
  const tables = settings.map((each) => new Map(settingRows(each).map((row) => [row.key, row])))
  const keys = new Map(tables.flatMap((table) => [...table.values()].map(({ key, label }) => [key, label] as const)))
  return [...keys].map(([key, label]) => {
    const texts = tables.map((table) => table.get(key)?.text ?? '–')
    return { key, label, texts, differs: new Set(texts).size > 1 }
  })
}
