/** The texts of menus, dialogs and notifications, in the language that the person chose on the page. */
import type { WindowPreferences } from '../../../../preload/contract/index.ts'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

export type Language = WindowPreferences['language']

/** Groups of texts by name. */
type Translated<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Translated<Catalogue[Key]>
}
export type Texts = Translated<typeof en>

export const texts: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN }

/** Replaces a text's `{names}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** The first of a system's languages (`zh-Hans-CN`, `en-GB`) that the program speaks, or English. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}
