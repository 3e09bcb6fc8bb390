/** Hears an event of the contract for as long as the component lives. */
import { onScopeDispose } from 'vue'
import type { EventName, EventPayload } from '../../preload/contract/index.ts'
import { listen } from '../client/client.ts'

export function useEvent<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): void {
  onScopeDispose(listen(event, listener))
}
