/** Chromium's DevTools protocol over a WebSocket, as much of it as the stand-in needs, in the protocol's own types. */
import type { CDPSession } from 'playwright-core'
import { WebSocket } from 'ws'

/** A conversation with one target. */
export type DevTools = Pick<CDPSession, 'send' | 'on'>

export interface Connection extends DevTools {
  /** The part of the conversation that concerns one target. */
  session(sessionId: string): DevTools
}

/** An answer to a call, or an event. */
interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly sessionId?: string
}

type Listener = (params: unknown) => void

export async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const open = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Map<string, Listener[]>()
  let next = 1

  socket.on('message', (data: Buffer) => {
    const { id, method, params, result, error, sessionId = '' } = JSON.parse(data.toString()) as Message
    if (id === undefined) {
      for (const listener of listeners.get(`${sessionId}/${method ?? ''}`) ?? []) listener(params)
      return
    }
    const call = open.get(id)
    open.delete(id)
    if (error) call?.reject(new Error(`DevTools: ${error.message}`))
    else call?.resolve(result)
  })

  const session = (sessionId: string): DevTools => {
    const send = (method: string, params: object = {}): Promise<unknown> => {
      const id = next++
      const call = Promise.withResolvers<unknown>()
      open.set(id, call)
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === '' ? {} : { sessionId }) }))
      return call.promise
    }
    const on = (method: string, listener: Listener): void => {
      const key = `${sessionId}/${method}`
      listeners.set(key, [...(listeners.get(key) ?? []), listener])
    }
    return { send, on } as unknown as DevTools
  }
  return { ...session(''), session }
}
