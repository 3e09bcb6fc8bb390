import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { serveLoopback } from '../../../main/host/loopback/server.ts'
import { temporaryApi } from '../../support/api.ts'
import { writeColours } from '../../support/colours.ts'
import { writeFiles } from '../../support/pictures.ts'
import { temporaryFolder } from '../../support/workspace.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A server over a page of two files, and a client that may lie about its headers as a browser cannot. */
async function start() {
  const test = await temporaryApi()
  const renderer = await temporaryFolder()
  await writeFiles(renderer, { 'index.html': Buffer.from('<title>Studio</title>') })
  await writeFiles(join(renderer, 'assets'), { 'page-abc.js': Buffer.from('1') })
  const server = await serveLoopback({ api: test.api, renderer, port: 0 })
  onTestFinished(() => server.close())
  const { origin, port, search, host } = new URL(server.address)

  function ask(path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  const exchanged = await ask(`/${search}`)
  const cookie = String(exchanged.headers['set-cookie']).split(';')[0] ?? ''
  return { ...test, ask, exchanged, cookie, origin, host, search, port }
}

describe('the loopback server', () => {
  it('takes the token for a cookie that neither scripts nor other sites can use', async () => {
    const { ask, exchanged, cookie } = await start()
    expect(exchanged).toMatchObject({ status: 303, headers: { location: '/' } })
    expect(String(exchanged.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict$/)
    expect(await ask('/', { headers: { cookie } })).toMatchObject({ status: 200, body: '<title>Studio</title>' })
  })

  it('turns away whoever has neither', async () => {
    const { ask } = await start()
    for (const path of ['/', '/index.html', '/assets/page-abc.js', '/pictures/thumbnail/1', '/?token=guess']) {
      expect((await ask(path)).status).toBe(401)
    }
    expect((await ask('/uploads', { method: 'POST', body: 'x' })).status).toBe(401)
  })

  it('turns away other names than its own, also with the cookie', async () => {
    const { ask, cookie } = await start()
    expect((await ask('/', { headers: { cookie, host: 'rebound.example.org' } })).status).toBe(403)
  })

  it('sends every answer with its policy', async () => {
    const { ask, cookie } = await start()
    const { headers } = await ask('/', { headers: { cookie } })
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';")
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
  })

  it('lets assets be kept, and the page be asked for anew', async () => {
    const { ask, cookie } = await start()
    const caching = async (path: string) => (await ask(path, { headers: { cookie } })).headers['cache-control']
    expect(await caching('/assets/page-abc.js')).toContain('immutable')
    expect(await caching('/')).toBe('no-cache')
  })

  it.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/..%5c..%5cpackage.json'])(
    'has nothing at %s',
    async (path) => {
      const { ask, cookie } = await start()
      expect((await ask(path, { headers: { cookie } })).status).toBe(404)
    },
  )

  it('serves thumbnails of pictures that there are', async () => {
    const { ask, cookie, call, next, store } = await start()
    const folder = join(store.workspace, 'colours')
    await writeColours(folder, 1)
    const ended = next('datasets.progress', ({ phase }) => phase === 'done')
    const { datasetId } = await call('datasets.import', { name: 'colours', sources: [{ path: folder }] })
    await ended
    const { items } = await call('images.page', { datasetId })
    const found = await ask(`/pictures/thumbnail/${String(items[0]?.id)}`, { headers: { cookie } })
    expect(found).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg', vary: 'cookie' } })
    expect((await ask('/pictures/thumbnail/999999', { headers: { cookie } })).status).toBe(404)
    expect((await ask('/pictures/thumbnail/1x', { headers: { cookie } })).status).toBe(404)
    const original = await ask(`/pictures/original/${String(items[0]?.id)}`, { headers: { cookie } })
    expect(original).toMatchObject({ status: 200, headers: { 'content-type': 'image/webp' } })
  })

  it('takes uploads of its own page only', async () => {
    const { ask, cookie, origin } = await start()
    const upload = { method: 'POST', body: 'picture' }
    const foreign = { cookie, origin: 'http://example.org' }
    expect((await ask('/uploads', { ...upload, headers: { cookie } })).status).toBe(403)
    expect((await ask('/uploads', { ...upload, headers: foreign })).status).toBe(403)
    const taken = await ask('/uploads', { ...upload, headers: { cookie, origin } })
    expect(JSON.parse(taken.body)).toEqual({ id: expect.stringMatching(/^[a-f0-9]{32}$/) as string })
    const lost = await ask(`/uploads/folders/${'0'.repeat(32)}?path=../x`, {
      method: 'PUT',
      headers: { cookie, origin },
      body: 'x',
    })
    expect(lost).toMatchObject({ status: 400 })
  })

  it('carries the wire for its own page only, and closes on what is no message', async () => {
    const { cookie, origin, host } = await start()
    const connect = (headers: Record<string, string>): Promise<WebSocket> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${host}/wire`, { headers })
        socket.once('open', () => {
          resolve(socket)
        })
        socket.once('error', reject)
      })
    await expect(connect({ cookie })).rejects.toThrow('403')
    await expect(connect({ origin })).rejects.toThrow('403')
    await expect(connect({ cookie, origin: 'http://example.org' })).rejects.toThrow('403')

    const socket = await connect({ cookie, origin })
    const heard = Promise.withResolvers<unknown>()
    socket.once('message', (data: Buffer) => {
      heard.resolve(JSON.parse(data.toString()))
    })
    socket.send(JSON.stringify({ kind: 'request', id: 0, method: 'datasets.list', params: {} }))
    expect(await heard.promise).toEqual({ kind: 'reply', id: 0, ok: true, value: [] })

    const closed = Promise.withResolvers<number>()
    socket.once('close', closed.resolve)
    socket.send('hello')
    expect(await closed.promise).toBe(1008)
  })
})
