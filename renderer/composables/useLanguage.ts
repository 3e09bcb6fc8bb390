/** The page's language: the system's unless the person chose one. One language for the whole page, so state is shared. */
import { computed, shallowRef, watchEffect } from 'vue'
import type { ComputedRef } from 'vue'
import { languages, setLanguage } from '../locales/text.ts'
import type { Language } from '../locales/text.ts'

export const languageChoices = ['system', ...languages] as const
export type LanguageChoice = (typeof languageChoices)[number]

const storageKey = 'language'
const stored = localStorage.getItem(storageKey)
const choice = shallowRef<LanguageChoice>(languageChoices.find((name) => name === stored) ?? 'system')

const language = computed(() => (choice.value === 'system' ? languageOf(navigator.languages) : choice.value))

watchEffect(() => {
  setLanguage(language.value)
  document.documentElement.lang = language.value
})

/** The first of a person's languages that the program speaks, or English. */
function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [main] = tag.split('-')
    const found = languages.find((language) => language.split('-')[0] === main)
    if (found) return found
  }
  return 'en'
}

export interface UseLanguageReturn {
  readonly choice: ComputedRef<LanguageChoice>
  readonly language: ComputedRef<Language>
  choose(choice: LanguageChoice): void
}

export function useLanguage(): UseLanguageReturn {
  return {
    choice: computed(() => choice.value),
    language,
    choose(next) {
      choice.value = next
      localStorage.setItem(storageKey, next)
    },
  }
}
