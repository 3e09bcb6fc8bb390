/** The window: sandboxed, isolated, bound to the program's own page, and where the person left it. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Memory } from './memory.ts'
import { placeWindow, smallest } from './place.ts'
import { origin } from './scheme.ts'

/** The page's background before its styles are there, so that nothing flashes; `canvas` of the page's palettes. */
const backgrounds = { light: '#fafaf9', dark: '#141519' }

export interface WindowOptions {
  readonly preload: string
  readonly memory: Memory
}

export function openWindow({ preload, memory }: WindowOptions): BrowserWindow {
  const { bounds, maximised = false, zoom = 1 } = memory.now
  const window = new BrowserWindow({
    title: 'AlexNet Studio',
    ...placeWindow(
      bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      zoomFactor: zoom,
    },
  })
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  // Chromium forgets a page's zoom when it loads it anew.
  window.webContents.on('did-finish-load', () => {
    window.webContents.setZoomFactor(memory.now.zoom ?? 1)
  })
  window.on('close', () => {
    memory.keep({ bounds: window.getNormalBounds(), maximised: window.isMaximized() })
  })
  void window.loadURL(`${origin}/`)
  return window
}

/** Brings the window before the person, from wherever it is. */
export function present(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

const zoomSteps = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

export function zoomWindow({ webContents }: BrowserWindow, change: 'in' | 'out' | 'reset', memory: Memory): void {
  const now = webContents.getZoomFactor()
  const next = {
    in: zoomSteps.find((step) => step > now + 0.01),
    out: zoomSteps.findLast((step) => step < now - 0.01),
    reset: 1,
  }[change]
  if (next === undefined) return
  webContents.setZoomFactor(next)
  memory.keep({ zoom: next })
}
