/**
 * The window's own origin, `studio://app`: the built page and its pictures, and nothing else of the disk. A scheme of
 * its own gives the page an origin, a content security policy and no access to files, all of which `file://` lacks.
 */
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import type { Api } from '../../api/api.ts'
import { Failure } from '../../lib/failure.ts'
import { securityHeaders } from '../security.ts'
import { pictureAddress, type PictureAddress } from '../picture-address.ts'

const scheme = 'studio'
export const origin = `${scheme}://app`

/** Before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

export function serveScheme(api: Pick<Api, 'picture'>, renderer: string): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'app' || request.method !== 'GET') return refusal(404)
    const address = pictureAddress(url.pathname)
    const response = address === null ? await pageFile(renderer, url.pathname) : await picture(api, address)
    for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
    return response
  })
}

async function picture(api: Pick<Api, 'picture'>, { kind, imageId }: PictureAddress): Promise<Response> {
  try {
    const bytes = await api.picture(kind, imageId)
    return new Response(new Uint8Array(bytes), {
      headers: { 'content-type': 'image/webp', 'cache-control': 'no-cache' },
    })
  } catch (error) {
    return refusal(error instanceof Failure ? 404 : 500)
  }
}

/** A file below the page's folder; a path that leads out of it is not found. */
async function pageFile(renderer: string, pathname: string): Promise<Response> {
  const path = join(renderer, pathname === '/' ? 'index.html' : decodeURIComponent(pathname))
  if (!path.startsWith(renderer + sep)) return refusal(404)
  try {
    const { body, headers } = await net.fetch(pathToFileURL(path).href)
    return new Response(body, {
      headers: { 'content-type': headers.get('content-type') ?? 'application/octet-stream' },
    })
  } catch {
    return refusal(404)
  }
}

function refusal(status: number): Response {
  return new Response(null, { status })
}
