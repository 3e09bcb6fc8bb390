/** `protocol` and `net`: custom schemes are served by their handler, and only files are fetched from elsewhere. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { knowing, strict } from './strict.ts'

type Handler = (request: Request) => Promise<Response>

const privileged = new Set<string>()
const handlers = new Map<string, Handler>()

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: object }[]): void {
    for (const { scheme, privileges } of schemes) {
      knowing('privileges', privileges, ['standard', 'secure', 'supportFetchAPI', 'codeCache'])
      privileged.add(scheme)
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!privileged.has(scheme)) throw new Error(`${scheme} has no origin: register it before the app is ready.`)
    handlers.set(scheme, handler)
  },
})

/** Chromium's own for the kinds of files that the page consists of. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

export const net = strict('net', {
  async fetch(url: string): Promise<Response> {
    if (!url.startsWith('file:')) throw new Error(`The program is not to fetch ${url}.`)
    const path = fileURLToPath(url)
    const type = types[extname(path).toLowerCase()]
    return new Response(new Uint8Array(await readFile(path)), { headers: type ? { 'content-type': type } : {} })
  },
})

/** `studio://app/x` as it stands in a page, and back; null where the address is no custom scheme's. */
const inPage = /^https:\/\/([a-z]+)\.([a-z]+)\.test(?=\/|$)/

export function toPage(url: string): string {
  return url.replace(/^([a-z]+):\/\/([a-z]+)/, 'https://$2.$1.test')
}

export function toHost(url: string): string | null {
  const [whole, host, scheme] = inPage.exec(url) ?? []
  return whole === undefined ? null : `${scheme}://${host}${url.slice(whole.length)}`
}

/** What a scheme's handler answers; null where no handler is responsible. */
export async function serve(url: string, method: string): Promise<Response | null> {
  const handler = handlers.get(/^[a-z]+/.exec(url)?.[0] ?? '')
  return handler ? handler(new Request(url, { method })) : null
}
