/** What both bridges share: open calls by number, listeners by event. How messages travel is each bridge's own. */
import type { ClientMessage, HostMessage, Reply } from '../contract/wire.ts'
import type { Bridge } from './bridge.ts'

export interface Caller extends Pick<Bridge, 'call' | 'listen'> {
  /** Takes a message of the host. */
  receive(message: HostMessage): void
  /** Answers every open call with a refusal. */
  refuseAll(message: string): void
}

/** `send` is trusted to deliver, or to see to it that `refuseAll` is called. */
export function createCaller(send: (message: ClientMessage) => void): Caller {
  const calls = new Map<number, (reply: Reply) => void>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  let nextId = 0

  function settle(reply: Reply): void {
    calls.get(reply.id)?.(reply)
    calls.delete(reply.id)
  }

  return {
    call(method, params, cancellable) {
      const id = nextId++
      return new Promise((resolve) => {
        calls.set(id, resolve)
        send({ kind: 'request', id, method, params })
        cancellable?.(() => {
          if (calls.has(id)) send({ kind: 'cancel', id })
        })
      })
    },
    listen(event, listener) {
      const heard = listeners.get(event) ?? new Set()
      listeners.set(event, heard.add(listener))
      return () => {
        heard.delete(listener)
      }
    },
    receive(message) {
      if (message.kind === 'reply') settle(message)
      else for (const listener of listeners.get(message.event) ?? []) listener(message.payload)
    },
    refuseAll(message) {
      for (const id of [...calls.keys()]) settle({ kind: 'reply', id, ok: false, code: 'failed', message })
    },
  }
}
