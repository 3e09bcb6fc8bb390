/** The window: sandboxed, isolated, and bound to the program's own page. */
import { BrowserWindow, nativeTheme } from 'electron'
import { origin } from './scheme.ts'

/** The page's background before its styles are there, so that nothing flashes. */
const backgrounds = { light: '#f6f6f7', dark: '#17181a' }

export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'AlexNet Studio',
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
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
    },
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  void window.loadURL(`${origin}/`)
  return window
}
