/**
 * The page's dealings with the window that it is shown in, where the host has one: the window follows the language and
 * the colours chosen on the page, and its menus and what is opened with it lead to pages.
 */
import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { call, host } from '../client/client.ts'
import { useColourScheme } from './useColourScheme.ts'
import { useEvent } from './useEvent.ts'
import { useLanguage } from './useLanguage.ts'
import { fetchOpened } from './useOpened.ts'
import { useToasts } from './useToasts.ts'

export function useHostWindow(): void {
  if (host !== 'electron') return
  const router = useRouter()
  const toasts = useToasts()
  const { choice: scheme } = useColourScheme()
  const { language } = useLanguage()

  async function showOpened(): Promise<void> {
    const page = await fetchOpened()
    if (page !== null) await router.push({ name: page })
  }

  watch(
    [language, scheme],
    ([language, scheme]) => {
      call('window.prefer', { language, scheme }).catch(toasts.fail)
    },
    { immediate: true },
  )
  useEvent('window.go', ({ place }) => void router.push(place))
  useEvent('window.opened', () => void showOpened().catch(toasts.fail))
  void showOpened().catch(toasts.fail)
}
