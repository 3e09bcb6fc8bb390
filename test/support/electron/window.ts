/** `BrowserWindow` and its `webContents`: a page of Chromium, with the preload in a world of its own. */
import { EventEmitter } from 'node:events'
import { app, preventable } from './app.ts'
import { openPage, type Page } from './open-page.ts'
import { deliver } from './ipc.ts'
import { toHost, toPage } from './protocol.ts'
import { knowing, strict, type Listener } from './strict.ts'
import { addWindow, allWindows, removeWindow } from './windows.ts'

const windowOptions = [
  ...['title', 'x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'show', 'backgroundColor', 'webPreferences'],
]
const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
}

interface WindowOptions {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly webPreferences: { readonly preload: string; readonly zoomFactor: number } & Record<string, unknown>
}

/** What the test can see of a window. */
export interface WindowState {
  visible: boolean
  maximised: boolean
  minimised: boolean
  focused: number
  progress: number
  zoom: number
  /** Times that the page was loaded. */
  loads: number
}

export const states: WindowState[] = []

/** What the host sends to pages, once a test wants to know. */
export const recordedSent: { messages: unknown[] | null } = { messages: null }

export function BrowserWindow(options: WindowOptions) {
  knowing('BrowserWindow', options, windowOptions)
  const { preload, zoomFactor, spellcheck: _spellcheck, ...preferences } = options.webPreferences
  // The stand-in's pages are always so; a window that asked for less would be another window.
  if (JSON.stringify(preferences) !== JSON.stringify(webPreferences)) throw new Error('The window is not confined.')

  const events = new EventEmitter()
  const state: WindowState = {
    visible: false,
    maximised: false,
    minimised: false,
    focused: 0,
    progress: -1,
    zoom: zoomFactor,
    loads: 0,
  }
  states.push(state)
  let destroyed = false
  let page: Page | null = null
  const bounds = { x: options.x ?? 320, y: options.y ?? 120, width: options.width, height: options.height }
  const contents = createContents(state, () => page)

  const window = strict('BrowserWindow', {
    webContents: contents.surface,
    on: (event: string, listener: Listener) => void events.on(event, listener),
    once: (event: string, listener: Listener) => void events.once(event, listener),
    emit: (event: string, ...args: unknown[]) => events.emit(event, ...args),
    isDestroyed: () => destroyed,
    isVisible: () => state.visible,
    isMinimized: () => state.minimised,
    isMaximized: () => state.maximised,
    getNormalBounds: () => bounds,
    show: () => void (state.visible = true),
    hide: () => void (state.visible = false),
    focus(): void {
      state.focused++
    },
    restore: () => void (state.minimised = false),
    maximize: () => void (state.maximised = true),
    setProgressBar: (share: number) => void (state.progress = share),
    async loadURL(url: string): Promise<void> {
      page = await openPage(preload, contents.hear)
      await page.load(toPage(url))
      events.emit('ready-to-show')
    },
    close(): void {
      const event = preventable()
      events.emit('close', event)
      if (event.defaultPrevented || destroyed) return
      destroyed = true
      void page?.close()
      const last = removeWindow(window)
      events.emit('closed')
      if (last) app.emit('window-all-closed')
    },
  })
  addWindow(window)
  app.emit('web-contents-created', preventable(), contents.surface)
  return window
}

BrowserWindow.getFocusedWindow = () => allWindows()[0] ?? null

/** The contents of a window: their surface for the host, and what hears the page. */
function createContents(state: WindowState, page: () => Page | null) {
  const events = new EventEmitter()
  const mainFrame = { origin: '', url: '' }
  let openHandler: (details: { url: string }) => { action: 'allow' | 'deny' } = () => ({ action: 'allow' })

  const surface = strict('WebContents', {
    mainFrame,
    on: (event: string, listener: Listener) => void events.on(event, listener),
    isDestroyed: () => page()?.closed ?? false,
    send(channel: string, ...args: unknown[]): void {
      recordedSent.messages?.push(args[0])
      void page()?.send(channel, ...args)
    },
    getZoomFactor: () => state.zoom,
    setZoomFactor: (zoom: number) => void (state.zoom = zoom),
    reload: () => void page()?.reload(),
    forcefullyCrashRenderer: () => void page()?.crash(),
    setWindowOpenHandler: (handler: typeof openHandler) => void (openHandler = handler),
  })

  return {
    surface,
    hear: {
      message(channel: string, args: readonly unknown[], frame: { main: boolean; origin: string }): void {
        const origin = new URL(toHost(`${frame.origin}/`) ?? 'about:blank').href.replace(/\/$/, '')
        const senderFrame = frame.main ? mainFrame : { origin, url: origin }
        deliver(channel, { sender: surface, senderFrame }, args)
      },
      navigated(url: string): void {
        const address = toHost(url) ?? url
        mainFrame.url = address
        mainFrame.origin = /^[a-z]+:\/\/[^/]*/.exec(address)?.[0] ?? ''
        events.emit('did-navigate', preventable(), address)
      },
      loaded(): void {
        state.loads++
        events.emit('did-finish-load')
      },
      crashed: () => void events.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 5 }),
      /** Whether the page may go there by itself. */
      mayNavigate(url: string): boolean {
        const event = preventable({ url: toHost(url) ?? url })
        events.emit('will-navigate', event)
        return !event.defaultPrevented
      },
      mayOpen: (url: string) => openHandler({ url }).action === 'allow',
    },
  }
}
