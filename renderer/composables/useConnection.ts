/** Whether the program can be reached; `restored` is called when it can be again after it could not. */
import { onScopeDispose, shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { connection } from '../client/client.ts'

export function useConnection(restored?: () => void): ShallowRef<boolean> {
  const connected = shallowRef(true)
  onScopeDispose(
    connection((now) => {
      const was = connected.value
      connected.value = now
      if (now && !was) restored?.()
    }),
  )
  return connected
}
