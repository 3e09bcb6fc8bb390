/** The bridge over Electron's IPC: the sandboxed preload of the window. It exposes `Bridge` and nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { HostMessage } from '../contract/wire.ts'
import type { Bridge } from './bridge.ts'
import { createCaller } from './caller.ts'
import { fromHost, toHost } from '../contract/channels.ts'

const caller = createCaller((message) => {
  ipcRenderer.send(toHost, message)
})
ipcRenderer.on(fromHost, (_event, message: HostMessage) => {
  caller.receive(message)
})

const bridge: Bridge = {
  host: 'electron',
  call: caller.call,
  listen: caller.listen,
  /** The window lives no longer than its host. */
  connection(listener) {
    listener(true)
    return () => undefined
  },
  reference: (files) =>
    Promise.resolve(files.map((file) => ({ kind: 'path' as const, path: webUtils.getPathForFile(file) }))),
  files: (drop) => Promise.resolve(drop.map((file) => webUtils.getPathForFile(file))),
  folder(drop) {
    if (drop instanceof File) return Promise.resolve(webUtils.getPathForFile(drop))
    return Promise.reject(new Error('A folder’s entry does not say where it lies; pass its File.'))
  },
}

contextBridge.exposeInMainWorld('studio', bridge)
