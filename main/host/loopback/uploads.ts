/**
 * Takes uploads over HTTP. `POST /uploads` keeps its body as a single file; `POST /uploads/folders?name=…` makes a
 * folder, and `PUT /uploads/folders/ID?path=…` keeps its body as one file of it. Answers are JSON.
 */
import type { IncomingMessage } from 'node:http'
import type { Api } from '../../api/api.ts'
import { Failure } from '../../lib/failure.ts'
import { refuse, type Route } from './route.ts'

export function uploadRoute({ uploads }: Pick<Api, 'uploads'>): Route {
  async function take(request: IncomingMessage, url: URL): Promise<unknown> {
    const [, folder] = /^\/uploads\/folders\/([^/]+)$/.exec(url.pathname) ?? []
    const route = `${request.method ?? ''} ${folder === undefined ? url.pathname : '/uploads/folders/ID'}`
    switch (route) {
      case 'POST /uploads':
        return { id: await uploads.addFile(request) }
      case 'POST /uploads/folders':
        return uploads.addFolder(url.searchParams.get('name') ?? '')
      case 'PUT /uploads/folders/ID':
        await uploads.addToFolder(folder ?? '', url.searchParams.get('path') ?? '', request)
        return {}
      default:
        throw new Failure('not-found', 'Nothing is here.')
    }
  }

  return (request, response, url) => {
    if (url.pathname !== '/uploads' && !url.pathname.startsWith('/uploads/')) return false
    take(request, url).then(
      (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      (error: unknown) => {
        const known = error instanceof Failure
        refuse(response, known ? 400 : 500, known ? error.message : 'The upload could not be kept; try it again.')
        // What is left of the body is not waited for.
        request.destroy()
      },
    )
    return true
  }
}
