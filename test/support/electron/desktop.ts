/** The parts of the desktop around a window: recorded, and at the test's disposal. */
import { EventEmitter } from 'node:events'
import { knowing, strict } from './strict.ts'

export const recorded = {
  notifications: [] as { title: string; body: string }[],
  /** What was shown in the platform's file manager. */
  shown: [] as string[],
  blockers: new Set<number>(),
}

const notifications: EventEmitter[] = []
let blockers = 0

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true
  }

  readonly #options: { title: string; body: string }

  constructor(options: { title: string; body: string }) {
    super()
    knowing('Notification', options, ['title', 'body'])
    this.#options = options
  }

  show(): void {
    recorded.notifications.push(this.#options)
    notifications.push(this)
  }
}

export function clickNotification(): void {
  notifications.at(-1)?.emit('click')
}

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(kind: string): number {
    if (kind !== 'prevent-app-suspension') throw new Error(`There is no reason to ask for ${kind}.`)
    recorded.blockers.add(++blockers)
    return blockers
  },
  stop: (id: number) => void recorded.blockers.delete(id),
})

export const shell = strict('shell', {
  openPath(path: string): Promise<string> {
    recorded.shown.push(path)
    return Promise.resolve('')
  },
})

export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false, themeSource: 'system' })

export const screen = strict('screen', {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
})
