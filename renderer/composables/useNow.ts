/** The present time in milliseconds since 1970, renewed every `seconds` for as long as the component lives. */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'

export function useNow(seconds: number): ShallowRef<number> {
  const now = shallowRef(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, seconds * 1000)
  onScopeDispose(() => {
    clearInterval(timer)
  })
  return now
}
