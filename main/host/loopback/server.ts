/** The HTTP server of the loopback host: the page, its pictures, its uploads and its wire, for one browser's cookie. */
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sirv from 'sirv'
import type { Api } from '../../api/api.ts'
import { Failure } from '../../lib/failure.ts'
import { securityHeaders } from '../security.ts'
import { cookieName, hasCookie, isOwnHost, isOwnOrigin, randomToken, sameText } from './guard.ts'
import { limits } from './limits.ts'
import { pictureRoute } from './pictures.ts'
import { refuse, type Route } from './route.ts'
import { uploadRoute } from './uploads.ts'
import { attachWire } from './wire.ts'

export interface LoopbackOptions {
  readonly api: Api
  /** Folder of the built page. */
  readonly renderer: string
  /** 0 for any free one. */
  readonly port: number
}

export interface LoopbackServer {
  /** The address with its token. */
  readonly address: string
  close(): Promise<void>
}

/** Listens on 127.0.0.1 alone; rejects where the port is taken. */
export async function serveLoopback({ api, renderer, port }: LoopbackOptions): Promise<LoopbackServer> {
  if (!existsSync(join(renderer, 'index.html'))) {
    throw new Failure('failed', `The page is not in ${renderer}; “npm run build” builds it.`)
  }
  const token = randomToken()
  const page = sirv(renderer, { etag: true, setHeaders: setCaching })
  const routes: readonly Route[] = [pictureRoute(api), uploadRoute(api)]

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (!isOwnHost(request.headers.host)) {
      refuse(response, 403, 'This application answers to 127.0.0.1 and localhost only.')
      return
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (sameText(url.searchParams.get('token') ?? '', token)) exchangeToken(response, token)
    else if (!hasCookie(request, token))
      refuse(response, 401, 'Open the address that the program printed, with its token.')
    else if (request.method !== 'GET' && !isOwnOrigin(request))
      refuse(response, 403, 'Only the program’s own page may do this.')
    else if (!routes.some((route) => route(request, response, url)))
      page(request, response, () => {
        refuse(response, 404, 'Nothing is here.')
      })
  })
  server.maxConnections = limits.connections
  server.headersTimeout = limits.headerMilliseconds
  server.requestTimeout = limits.requestMilliseconds
  const wire = attachWire(server, api, (request) => isOwnOrigin(request) && hasCookie(request, token))

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/?token=${token}`,
    async close() {
      wire.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The token stays in the address for one redirect; from then on a cookie that no script and no other site can use. */
function exchangeToken(response: ServerResponse, token: string): void {
  response.setHeader('set-cookie', `${cookieName(token)}=${token}; Path=/; HttpOnly; SameSite=Strict`)
  response.setHeader('cache-control', 'no-store')
  response.writeHead(303, { location: '/' }).end()
}

/** Vite names its assets by their content; everything else is asked for anew. */
function setCaching(response: ServerResponse, pathname: string): void {
  const lasting = pathname.startsWith('/assets/')
  response.setHeader('cache-control', lasting ? 'private, max-age=31536000, immutable' : 'no-cache')
}
