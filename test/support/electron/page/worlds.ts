/** What runs in a window's page before the page itself: the page's half of the border, and the preload in its own world. */
import { createBorder, type Border } from './border.ts'
import { createCarrier, type Carrier } from './carry.ts'

export const preloadWorld = 'Electron Isolated Context'

/** Functions of the preload's world that the host calls, and the binding through which it is called. */
export const names = { send: 'standInSend', receive: 'standInReceive', paths: 'standInPaths' } as const

/** Source of the page's half: it takes what the preload exposes. */
export function pageSource(): string {
  return `(${inPage.toString()})((${createBorder.toString()})('page', 'preload'))`
}

/** Source of the preload's half, with the built preload in it. */
export function preloadSource(preload: string): string {
  const parts = `(${createBorder.toString()})('preload', 'page'), (${createCarrier.toString()})(), ${JSON.stringify(names)}`
  return `(${inPreload.toString()})(${parts}, (require, module, exports) => {\n${preload}\n})`
}

/** The first function kept is number 0, which the preload's half relies on. */
function inPage(border: Border): void {
  border.keep((name, value) => {
    const freeze = (part: unknown): unknown => {
      if (typeof part === 'object' && part !== null) Object.values(Object.freeze(part)).forEach(freeze)
      return part
    }
    Object.defineProperty(window, name as string, { value: freeze(value), enumerable: true })
  })
}

type Listener = (event: object, ...args: unknown[]) => void

function inPreload(
  border: Border,
  carrier: Carrier,
  { send, receive, paths }: typeof names,
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  const world = globalThis as unknown as Record<string, unknown>
  const listeners = new Map<string, Listener[]>()
  const pathOf = new Map<string, string>()

  const only = <Parts extends object>(name: string, parts: Parts): Parts =>
    new Proxy(parts, {
      get(target, key) {
        if (key in target) return Reflect.get(target, key)
        throw new Error(`The stand-in for Electron has no ${name}.${String(key)} in preloads.`)
      },
    })

  const electron = only('electron', {
    contextBridge: only('contextBridge', {
      exposeInMainWorld(name: string, api: unknown): void {
        border.ask(0, [name, api])
      },
    }),
    ipcRenderer: only('ipcRenderer', {
      send(channel: string, ...args: unknown[]): void {
        ;(world[send] as (text: string) => void)(carrier.encode([channel, ...args]))
      },
      on(channel: string, listener: Listener): void {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      },
    }),
    webUtils: only('webUtils', {
      getPathForFile(file: unknown): string {
        if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File.')
        return pathOf.get(file.name) ?? ''
      },
    }),
  })

  world[receive] = (text: string): void => {
    const [channel, ...args] = carrier.decode(text) as [string, ...unknown[]]
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
  }
  world[paths] = (known: Record<string, string>): void => {
    for (const [name, path] of Object.entries(known)) pathOf.set(name, path)
  }
  preload(
    (name) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload has no module ${name}.`)
      return electron
    },
    { exports: {} },
    {},
  )
}
