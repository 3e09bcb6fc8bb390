/** Light or dark: the system's choice unless the person made one. One scheme for the whole page, so state is shared. */
import { computed, shallowRef, watchEffect } from 'vue'
import type { ComputedRef } from 'vue'
import { applyPalette, dark, light } from '../styles/palette.ts'
import type { Palette } from '../styles/palette.ts'

export const schemeChoices = ['system', 'light', 'dark'] as const
export type SchemeChoice = (typeof schemeChoices)[number]

const storageKey = 'colour-scheme'
const system = window.matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = shallowRef(system.matches)
system.addEventListener('change', (change) => {
  systemIsDark.value = change.matches
})

const stored = localStorage.getItem(storageKey)
const choice = shallowRef<SchemeChoice>(schemeChoices.find((name) => name === stored) ?? 'system')

const isDark = computed(() => (choice.value === 'system' ? systemIsDark.value : choice.value === 'dark'))
const palette = computed(() => (isDark.value ? dark : light))

watchEffect(() => {
  const root = document.documentElement.style
  root.colorScheme = isDark.value ? 'dark' : 'light'
  applyPalette(palette.value, root)
})

export interface UseColourSchemeReturn {
  readonly choice: ComputedRef<SchemeChoice>
  readonly isDark: ComputedRef<boolean>
  readonly palette: ComputedRef<Palette>
  choose(choice: SchemeChoice): void
}

export function useColourScheme(): UseColourSchemeReturn {
  return {
    choice: computed(() => choice.value),
    isDark,
    palette,
    choose(next) {
      choice.value = next
      localStorage.setItem(storageKey, next)
    },
  }
}
