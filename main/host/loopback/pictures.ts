/** Serves thumbnails over HTTP. */
import type { Api } from '../../api/api.ts'
import { Failure } from '../../lib/failure.ts'
import { thumbnailId } from '../thumbnails.ts'
import { refuse, type Route } from './route.ts'

/**
 * A picture's number is never given twice in a workspace, so its thumbnail may be kept for good; the cookie, which is
 * another at each start, keeps apart the workspaces that one port may have served.
 */
const caching = { 'cache-control': 'private, max-age=31536000, immutable', vary: 'cookie' }

export function pictureRoute(api: Pick<Api, 'thumbnail'>): Route {
  return (request, response, url) => {
    const imageId = thumbnailId(url.pathname)
    if (imageId === null || request.method !== 'GET') return false
    api.thumbnail(imageId).then(
      (bytes) => response.writeHead(200, { 'content-type': 'image/webp', ...caching }).end(bytes),
      (error: unknown) => {
        refuse(response, error instanceof Failure ? 404 : 500, 'This picture cannot be shown.')
      },
    )
    return true
  }
}
