/** `utilityProcess`: a Node.js process with a `parentPort`, which ends with its parent. */
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { knowing, strict, type Listener } from './strict.ts'

const port = new URL('utility-port.ts', import.meta.url).href

export const utilityProcess = strict('utilityProcess', {
  fork(file: string, args: string[], options: { stdio: 'pipe'; serviceName: string }) {
    knowing('utilityProcess', options, ['stdio', 'serviceName'])
    const child = fork(file, args, {
      execArgv: ['--import', port],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    })
    const events = new EventEmitter()
    child.on('message', (message) => events.emit('message', message))
    child.once('exit', (code) => {
      events.emit('exit', code ?? 1)
    })
    return strict('UtilityProcess', {
      stdout: child.stdout,
      stderr: child.stderr,
      on: (event: string, listener: Listener) => void events.on(event, listener),
      once: (event: string, listener: Listener) => void events.once(event, listener),
      postMessage(message: object): void {
        if (child.connected) child.send(message, () => undefined)
      },
      kill: () => child.kill(),
    })
  },
})
