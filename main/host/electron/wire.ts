/** Carries the wire over Electron's IPC: one session for each page that the window loads. */
import { ipcMain } from 'electron'
import type { BrowserWindow, IpcMainEvent } from 'electron'
import { fromHost, toHost } from '../../../preload/contract/channels.ts'
import type { EventName, EventPayload } from '../../../preload/contract/index.ts'
import type { HostMessage } from '../../../preload/contract/wire.ts'
import type { Api } from '../../api/api.ts'
import { openSession } from '../../api/session.ts'
import type { Session } from '../../api/session.ts'
import { origin } from './scheme.ts'

/** Tells the page of an event that is the window's own. */
export type Tell = <Name extends EventName>(event: Name, payload: EventPayload<Name>) => void

export function carryWire(api: Api, window: BrowserWindow): Tell {
  const { webContents } = window
  const send = (message: HostMessage): void => {
    if (!webContents.isDestroyed()) webContents.send(fromHost, message)
  }
  const open = (): Session => openSession(api, send)
  let session = open()

  ipcMain.on(toHost, (event, message: unknown) => {
    if (isOwnPage(event, window)) session.receive(message)
  })
  // A page that is loaded anew has forgotten its calls.
  webContents.on('did-navigate', () => {
    session.close()
    session = open()
  })
  window.on('closed', () => {
    session.close()
  })
  return (event, payload) => send({ kind: 'event', event, payload })
}

/** Only the top frame of our window, showing our page, is listened to. */
function isOwnPage({ sender, senderFrame }: IpcMainEvent, window: BrowserWindow): boolean {
  return (
    !window.isDestroyed() &&
    sender === window.webContents &&
    senderFrame === window.webContents.mainFrame &&
    senderFrame.origin === origin
  )
}
