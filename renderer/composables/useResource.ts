/**
 * Something that a page loads and shows: its value, the sentence why there is none, and a way to ask again. The answer
 * of an older question never replaces that of a newer one. Asks again by itself when the connection comes back.
 */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { sentenceOf } from '../client/errors.ts'
import { useConnection } from './useConnection.ts'

export interface UseResourceReturn<Value> {
  readonly value: ShallowRef<Value | null>
  readonly error: ShallowRef<string | null>
  readonly loading: ShallowRef<boolean>
  reload(): Promise<void>
}

export function useResource<Value>(load: () => Promise<Value>): UseResourceReturn<Value> {
  const value = shallowRef<Value | null>(null)
  const error = shallowRef<string | null>(null)
  const loading = shallowRef(false)
  let newest = 0

  async function reload(): Promise<void> {
    const question = ++newest
    loading.value = true
    try {
      const answer = await load()
      if (question !== newest) return
      value.value = answer
      error.value = null
    } catch (thrown) {
      if (question === newest) error.value = sentenceOf(thrown)
    } finally {
      if (question === newest) loading.value = false
    }
  }

  useConnection(() => void reload())
  onScopeDispose(() => newest++)
  void reload()
  return { value, error, loading, reload }
}
