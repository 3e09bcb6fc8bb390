/**
 * One page's conversation with the API in the messages of `preload/contract/wire.ts`: requests in, replies and events
 * out, cancelling in between. What carries the messages is the host's matter.
 */
import { clientMessage } from '../../preload/contract/wire.ts'
import type { HostMessage } from '../../preload/contract/wire.ts'
import type { Api } from './api.ts'

export interface Session {
  /** Takes whatever arrived; false where it is no message of the wire, and then nothing was done. */
  receive(message: unknown): boolean
  /** Cancels what is open and sends nothing any more. */
  close(): void
}

/** Calls of one page that may be open at once: a page has a few, a defect or an attack has many. */
const mostOpen = 256

export function openSession(api: Pick<Api, 'call' | 'listen'>, send: (message: HostMessage) => void): Session {
  const open = new Map<number, AbortController>()
  const unlisten = api.listen((event, payload) => {
    send({ kind: 'event', event, payload })
  })
  let closed = false

  async function answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController()
    open.set(id, controller)
    const outcome = await api.call(method, params, controller.signal)
    open.delete(id)
    if (!closed) send({ kind: 'reply', id, ...outcome })
  }

  function refuse(id: number): void {
    const message = 'Too many calls are open at once; ask again when some have been answered.'
    send({ kind: 'reply', id, ok: false, code: 'conflict', message })
  }

  return {
    receive(raw) {
      const { success, data: message } = clientMessage.safeParse(raw)
      if (!success || closed) return false
      if (message.kind === 'cancel') open.get(message.id)?.abort()
      else if (open.has(message.id)) return false
      else if (open.size >= mostOpen) refuse(message.id)
      else void answer(message.id, message.method, message.params)
      return true
    },
    close() {
      closed = true
      unlisten()
      for (const controller of open.values()) controller.abort()
    },
  }
}
