/**
 * Every text that a person reads on a page, by its key, in the language that is chosen now. A template or a computed
 * value that calls these follows a change of language. Which language is chosen is `composables/useLanguage.ts`'s matter.
 */
import { createI18n } from 'vue-i18n'
import { en } from './en/index.ts'
import { createInterpreter } from './sayings.ts'
import type { KeysOf } from './translated.ts'
import { zhCN } from './zh-CN/index.ts'
import { sayings as zhCNSayings } from './zh-CN/sayings/index.ts'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

export type MessageKey = KeysOf<typeof en>

/** What replaces a text's `{names}`. */
export type Values = Readonly<Record<string, string | number>>

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en, 'zh-CN': zhCN },
})

const { global } = i18n

export function language(): Language {
  return global.locale.value
}

export function setLanguage(language: Language): void {
  global.locale.value = language
}

/** The text of a key, with its `{names}` replaced. */
export function t(key: MessageKey, values: Values = {}): string {
  return global.t(key, values)
}

/** The text of a key whose forms `one | many` depend on a number, which stands in it as `{count}`. */
export function plural(key: MessageKey, count: number, values: Values = {}): string {
  return global.t(key, { count: numbers().format(count), ...values }, count)
}

const interpreters: Readonly<Record<Language, (sentence: string) => string>> = {
  en: (sentence) => sentence,
  'zh-CN': createInterpreter(zhCNSayings),
}

/** A sentence of the program's own side (see `sayings.ts`) in the language chosen. */
export function said(sentence: string): string {
  return interpreters[language()](sentence)
}

const formats: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en-GB'),
  'zh-CN': new Intl.NumberFormat('zh-CN'),
}

/** How whole numbers are grouped in the language chosen. */
export function numbers(): Intl.NumberFormat {
  return formats[language()]
}
