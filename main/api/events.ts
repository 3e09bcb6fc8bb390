/** Carries events from handlers to whoever listens: every session of a host, or the terminal. */
import type { EventName, EventPayload } from '../../preload/contract/index.ts'
import type { DeepReadonly, Emit } from './handlers.ts'

export type Listener = <Name extends EventName>(event: Name, payload: DeepReadonly<EventPayload<Name>>) => void

export interface Events {
  readonly emit: Emit
  /** Hears all events until the function that it returns is called. */
  listen(listener: Listener): () => void
}

export function createEvents(): Events {
  const listeners = new Set<Listener>()
  return {
    emit(event, payload) {
      for (const listener of listeners) listener(event, payload)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
