/** Opens a page of Chromium for a window: the preload in its own world, every request answered by the host. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DevTools } from './devtools.ts'
import { chromium } from './environment.ts'
import { createCarrier } from './page/carry.ts'
import { names, pageSource, preloadSource, preloadWorld } from './page/worlds.ts'
import { serve, toHost } from './protocol.ts'

export interface PageListener {
  message(channel: string, args: readonly unknown[], frame: { main: boolean; origin: string }): void
  navigated(url: string): void
  loaded(): void
  crashed(): void
  mayNavigate(url: string): boolean
  mayOpen(url: string): boolean
}

export interface Page {
  readonly closed: boolean
  /** Loads an address as the host asks for it, and resolves when it is there. */
  load(url: string): Promise<void>
  send(channel: string, ...args: unknown[]): Promise<void>
  /** Tells the preload where files of these names lie. */
  know(paths: Readonly<Record<string, string>>): Promise<void>
  reload(): Promise<void>
  crash(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds after which a page is told again. */
const patience = 8000

/** Addresses that pages asked for and were refused. */
export const blocked: string[] = []
export const pages: Page[] = []

const carrier = createCarrier()

export async function openPage(preload: string, listener: PageListener): Promise<Page> {
  const browser = await chromium()
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
  const tools = browser.session(sessionId)
  /** World of the preload, by frame; and the frame of each world. */
  const worlds = new Map<number, { main: boolean; origin: string }>()
  let world: number | null = null
  let closed = false
  /** The next document is the host's own wish. */
  let wanted = false
  let loaded = Promise.withResolvers<void>()
  let navigated = Promise.withResolvers<void>()
  let crashed = Promise.withResolvers<void>()

  tools.on('Runtime.executionContextCreated', ({ context }) => {
    const { name, id, origin, auxData } = context
    if (name !== preloadWorld) return
    const main = (auxData as { frameId: string }).frameId === targetId
    worlds.set(id, { main, origin })
    if (main) world = id
  })
  tools.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    worlds.delete(executionContextId)
    if (world === executionContextId) world = null
  })
  tools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    const frame = worlds.get(executionContextId)
    if (name !== names.send || !frame) return
    const [channel, ...args] = carrier.decode(payload) as [string, ...unknown[]]
    listener.message(channel, args, frame)
  })
  tools.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId !== undefined) return
    navigated.resolve()
    listener.navigated(frame.url)
  })
  tools.on('Page.loadEventFired', () => {
    loaded.resolve()
    listener.loaded()
  })
  tools.on('Inspector.targetCrashed', () => {
    crashed.resolve()
    listener.crashed()
  })
  tools.on('Fetch.requestPaused', (paused) => {
    const isPage = paused.resourceType === 'Document' && paused.frameId === targetId
    if (isPage && !wanted && !listener.mayNavigate(paused.request.url)) void refuse(tools, paused)
    else void answer(tools, paused)
    if (isPage) wanted = false
  })
  tools.on('Target.attachedToTarget', ({ targetInfo, sessionId: popup }) => {
    if (targetInfo.type !== 'page') void browser.session(popup).send('Runtime.runIfWaitingForDebugger')
    else if (listener.mayOpen(targetInfo.url)) throw new Error('The stand-in opens no second window for a page.')
    else {
      blocked.push(targetInfo.url)
      void browser.send('Target.closeTarget', { targetId: targetInfo.targetId })
    }
  })

  await tools.send('Page.enable')
  await tools.send('Runtime.enable')
  await tools.send('Inspector.enable')
  await tools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  await tools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
  await tools.send('Runtime.addBinding', { name: names.send, executionContextName: preloadWorld })
  await tools.send('Page.addScriptToEvaluateOnNewDocument', { source: pageSource() })
  await tools.send('Page.addScriptToEvaluateOnNewDocument', {
    source: preloadSource(readFileSync(preload, 'utf8')),
    worldName: preloadWorld,
  })

  async function inWorld(name: string, argument: unknown): Promise<void> {
    if (world === null || closed) return
    await tools
      .send('Runtime.callFunctionOn', {
        functionDeclaration: `function (argument) { globalThis[${JSON.stringify(name)}](argument) }`,
        executionContextId: world,
        arguments: [{ value: argument }],
      })
      // A page that is being left hears nothing any more.
      .catch(() => undefined)
  }

  /** A page whose process has just been replaced may not hear what it is told: it is told until it does it. */
  async function insist(tell: () => Promise<unknown>, done: Promise<void>): Promise<void> {
    const isDone = done.then(() => true)
    do tell().catch(() => undefined)
    while (!closed && !(await Promise.race([isDone, sleep(patience, false, { ref: false })])))
  }

  const page: Page = {
    get closed() {
      return closed
    },
    async load(url) {
      wanted = true
      loaded = Promise.withResolvers()
      await tools.send('Page.navigate', { url })
      await loaded.promise
    },
    async send(channel, ...args) {
      await inWorld(names.receive, carrier.encode([channel, ...args]))
    },
    know: (paths) => inWorld(names.paths, paths),
    reload() {
      navigated = Promise.withResolvers()
      return insist(() => {
        wanted = true
        return tools.send('Page.reload')
      }, navigated.promise)
    },
    crash() {
      crashed = Promise.withResolvers()
      return insist(() => tools.send('Page.crash'), crashed.promise)
    },
    async close() {
      closed = true
      await browser.send('Target.closeTarget', { targetId })
    },
  }
  pages.push(page)
  return page
}

/** A request that waits for its answer. */
interface Paused {
  readonly requestId: string
  readonly request: { readonly url: string; readonly method: string }
}

async function answer(tools: DevTools, paused: Paused): Promise<void> {
  const { requestId, request } = paused
  const address = toHost(request.url)
  const response = address === null ? null : await serve(address, request.method)
  if (!response) {
    await refuse(tools, paused)
    return
  }
  await tools.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  })
}

async function refuse(tools: DevTools, { requestId, request }: Paused): Promise<void> {
  blocked.push(request.url)
  await tools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(() => undefined)
}
