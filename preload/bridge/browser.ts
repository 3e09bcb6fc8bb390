/** The bridge over HTTP and a WebSocket, for the page of the loopback host. It reconnects for as long as it lives. */
import type { ClientMessage, HostMessage } from '../contract/wire.ts'
import type { Bridge } from './bridge.ts'
import { createCaller } from './caller.ts'
import { uploadFile, uploadFiles, uploadFolder } from './upload.ts'

const firstRetryMilliseconds = 250
const longestRetryMilliseconds = 5000

/** Connects to the host that served the page. */
export function createBrowserBridge(): Bridge {
  const connectionListeners = new Set<(connected: boolean) => void>()
  /** Messages made while there is no connection; the next one takes them. */
  const waiting: ClientMessage[] = []
  let retryMilliseconds = firstRetryMilliseconds
  let socket = connect()

  const caller = createCaller((message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
    else waiting.push(message)
  })

  function connect(): WebSocket {
    const opening = new WebSocket(`ws://${location.host}/wire`)
    opening.addEventListener('open', () => {
      retryMilliseconds = firstRetryMilliseconds
      for (const message of waiting.splice(0)) opening.send(JSON.stringify(message))
      for (const listener of connectionListeners) listener(true)
    })
    opening.addEventListener('message', ({ data }) => {
      caller.receive(JSON.parse(String(data)) as HostMessage)
    })
    opening.addEventListener('close', () => {
      waiting.length = 0
      caller.refuseAll('The program cannot be reached; see whether it still runs, then try again.')
      for (const listener of connectionListeners) listener(false)
      setTimeout(() => (socket = connect()), retryMilliseconds)
      retryMilliseconds = Math.min(retryMilliseconds * 2, longestRetryMilliseconds)
    })
    return opening
  }

  return {
    host: 'loopback',
    call: caller.call,
    listen: caller.listen,
    connection(listener) {
      connectionListeners.add(listener)
      if (socket.readyState === WebSocket.OPEN) listener(true)
      return () => {
        connectionListeners.delete(listener)
      }
    },
    reference: (files) => Promise.all(files.map(uploadFile)),
    folder: uploadFolder,
    files: uploadFiles,
  }
}
