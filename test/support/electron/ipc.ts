/** `ipcMain`: hears what pages send. */
import { EventEmitter } from 'node:events'
import { strict, type Listener } from './strict.ts'

const events = new EventEmitter()

export const ipcMain = strict('ipcMain', {
  on: (channel: string, listener: Listener) => void events.on(channel, listener),
})

/** A message as it arrives: `from` is what the listener gets as its event. */
export function deliver(channel: string, from: object, args: readonly unknown[]): void {
  events.emit(channel, from, ...args)
}
