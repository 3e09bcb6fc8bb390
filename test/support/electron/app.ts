/** `app`: the program's life, from ready to quit, in the order of Electron's events. */
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { chromium, setting } from './environment.ts'
import { claimInstance } from './instance.ts'
import { strict, type Listener } from './strict.ts'
import { allWindows } from './windows.ts'

const events = new EventEmitter()
const paths = new Map<string, string>()
export const about: { panel: unknown } = { panel: null }

/** An event that a listener may prevent. */
export function preventable<More extends object>(more: More = {} as More) {
  return {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

export const app = strict('app', {
  name: 'AlexNet Studio',
  isPackaged: false,
  on: (event: string, listener: Listener) => void events.on(event, listener),
  off: (event: string, listener: Listener) => void events.off(event, listener),
  emit: (event: string, ...args: unknown[]) => events.emit(event, ...args),
  async whenReady(): Promise<void> {
    await chromium()
  },
  getAppPath: () => join(import.meta.dirname, '../../..'),
  getPath: (name: string) => paths.get(name) ?? join(setting('STAND_IN_DATA'), name),
  setPath: (name: string, path: string) => void paths.set(name, path),
  getPreferredSystemLanguages: () => setting('STAND_IN_LANGUAGES').split(','),
  setAppUserModelId: (_id: string) => undefined,
  setAboutPanelOptions(panel: object): void {
    about.panel = panel
  },
  requestSingleInstanceLock: (data: object) =>
    claimInstance(app.getPath('userData'), data, (argv, folder, second) => {
      events.emit('second-instance', preventable(), argv, folder, second)
    }),
  quit(): void {
    setImmediate(quit)
  },
  exit: (code = 0) => process.exit(code),
})

/** `before-quit`, then each window's `close`, then `will-quit`: any of them may keep the program going. */
function quit(): void {
  if (!passes('before-quit')) return
  for (const window of allWindows()) {
    window.close()
    if (!window.isDestroyed()) return
  }
  if (!passes('will-quit')) return
  events.emit('quit', preventable(), 0)
  process.exit(0)
}

function passes(name: string): boolean {
  const event = preventable()
  events.emit(name, event)
  return !event.defaultPrevented
}
