/**
 * The window's own origin, `studio://app`: the built page, its pictures and the pictures that were opened with the
 * program, and nothing else of the disk. A scheme of its own gives the page an origin, a content security policy and no
 * access to files, all of which `file://` lacks.
 */
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import type { Api } from '../../api/api.ts'
import { Failure } from '../../lib/failure.ts'
import { securityHeaders } from '../security.ts'
import { pictureAddress, type PictureAddress } from '../picture-address.ts'
import type { Opened } from './opened.ts'
import { pageFile } from './page-file.ts'

const scheme = 'studio'
export const origin = `${scheme}://app`

/** Before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

export interface SchemeOptions {
  readonly api: Pick<Api, 'picture'>
  /** Folder of the built page. */
  readonly renderer: string
  readonly opened: Pick<Opened, 'fileAt'>
}

export function serveScheme(options: SchemeOptions): void {
  protocol.handle(scheme, async (request) => {
    const response = await answer(request, options)
    for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
    return response
  })
}

function answer({ url, method }: Request, { api, renderer, opened }: SchemeOptions): Promise<Response> {
  const { host, pathname } = new URL(url)
  if (host !== 'app' || method !== 'GET') return Promise.resolve(refusal(404))
  const address = pictureAddress(pathname)
  return address ? picture(api, address) : file(opened.fileAt(pathname) ?? pageFile(renderer, pathname))
}

async function picture(api: Pick<Api, 'picture'>, { kind, imageId }: PictureAddress): Promise<Response> {
  try {
    const { type, bytes } = await api.picture(kind, imageId)
    return new Response(new Uint8Array(bytes), {
      headers: { 'content-type': type, 'cache-control': 'no-cache' },
    })
  } catch (error) {
    return refusal(error instanceof Failure ? 404 : 500)
  }
}

async function file(path: string | null): Promise<Response> {
  if (path === null) return refusal(404)
  try {
    const { ok, body, headers } = await net.fetch(pathToFileURL(path).href)
    if (!ok) return refusal(404)
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
