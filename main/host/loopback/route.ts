/** A part of the loopback server, and how each part says no. */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers whether it took the request. */
export type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean

export function refuse(response: ServerResponse, status: number, sentence: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${sentence}\n`)
}
