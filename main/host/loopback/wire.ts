/** Carries the wire over a WebSocket at `/wire`: one session a connection. */
import type { IncomingMessage, Server } from 'node:http'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Api } from '../../api/api.ts'
import { openSession } from '../../api/session.ts'
import { limits } from './limits.ts'
import { createRate } from './rate.ts'

/** What a client that sends no messages of the wire is closed with: policy violation, RFC 6455 section 7.4.1. */
const policyViolation = 1008

const pingMilliseconds = 30_000

export function attachWire(
  server: Server,
  api: Api,
  allowed: (request: IncomingMessage) => boolean,
): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes })
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/wire' || !allowed(request) || sockets.clients.size >= limits.wires) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      carry(client, api)
    })
  })
  return {
    close() {
      for (const client of sockets.clients) client.close(1001, 'The program was closed.')
      sockets.close()
    },
  }
}

function carry(client: WebSocket, api: Api): void {
  const session = openSession(api, (message) => {
    if (client.bufferedAmount > limits.unreadBytes) client.terminate()
    else client.send(JSON.stringify(message))
  })
  const rate = createRate(limits.messagesPerSecond, limits.messagesAtOnce)
  const ping = setInterval(() => {
    client.ping()
  }, pingMilliseconds)
  client.on('message', (data: Buffer, binary) => {
    const wait = rate.take()
    if (wait > 0 && !client.isPaused) {
      client.pause()
      setTimeout(() => client.resume(), wait)
    }
    if (binary || !session.receive(parse(data))) client.close(policyViolation, 'Not a message of the wire.')
  })
  // What is too long or no WebSocket frame is answered by `ws` itself, which closes the connection with the reason.
  client.on('error', () => undefined)
  client.on('close', () => {
    clearInterval(ping)
    session.close()
  })
}

/** undefined where the text is no JSON. */
function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'))
  } catch {
    return undefined
  }
}
