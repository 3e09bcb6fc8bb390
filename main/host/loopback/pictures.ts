/** Serves pictures over HTTP. */
import type { PictureKind } from '../../../preload/contract/index.ts'
import type { Api } from '../../api/api.ts'
import { Failure } from '../../lib/failure.ts'
import { pictureAddress } from '../picture-address.ts'
import { refuse, type Route } from './route.ts'

/**
 * A picture's number is never given twice in a workspace, so what import made of it may be kept for good; its file
 * may change. The cookie, which is another at each start, keeps apart the workspaces that one port may have served.
 */
function caching(kind: PictureKind): Record<string, string> {
  const control = kind === 'original' ? 'private, no-cache' : 'private, max-age=31536000, immutable'
  return { 'cache-control': control, vary: 'cookie' }
}

export function pictureRoute(api: Pick<Api, 'picture'>): Route {
  return (request, response, url) => {
    const address = pictureAddress(url.pathname)
    if (address === null || request.method !== 'GET') return false
    api.picture(address.kind, address.imageId).then(
      ({ type, bytes }) => response.writeHead(200, { 'content-type': type, ...caching(address.kind) }).end(bytes),
      (error: unknown) => {
        refuse(response, error instanceof Failure ? 404 : 500, 'This picture cannot be shown.')
      },
    )
    return true
  }
}
