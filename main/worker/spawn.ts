/**
 * Starts the program's child processes. A host that has its own kind of child (Electron's `utilityProcess`) passes
 * another `Launch` to whoever needs one; everyone else uses `forkChild`. It knows nothing of what the children do.
 */
import { fork } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type ChildName = 'train.worker' | 'classify.worker' | 'step.worker' | 'device.worker' | 'preview.worker'

export type ThreadName = 'batch.worker' | 'checkpoint.worker' | 'import.worker' | 'duplicates.worker'

/** A child process that is running, or was. */
export interface Child {
  /** Of the operating system; absent where it could not be started. */
  readonly pid?: number | undefined
  /** Sends a message, unless the child has ended. */
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Hears the end once, after the last message; `how` is it in words, e.g. `exit code 1` or `signal SIGKILL`. */
  onExit(listener: (how: string) => void): void
  /** Ends it without more ado. */
  kill(): void
}

export interface LaunchOptions {
  /** What the child is to do, as JSON-like data. */
  readonly job: unknown
  /** File that everything the child prints is appended to. */
  readonly logFile: string
}

export type Launch = (name: ChildName, options: LaunchOptions) => Child

/** A Node.js process of its own. */
export const forkChild: Launch = (name, { job, logFile }) => {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a')
  const child = fork(workerFile(name), [JSON.stringify(job)], {
    stdio: ['ignore', log, log, 'ipc'],
    serialization: 'advanced',
    execArgv: [],
  })
  closeSync(log)
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.on('error', (error) => {
        if (child.pid === undefined) listener(error.message)
      })
      child.once('exit', (code, signal) => {
        const how = signal ? `signal ${signal}` : `exit code ${String(code)}`
        // Its last messages may still be on their way.
        if (child.connected) child.once('disconnect', () => listener(how))
        else listener(how)
      })
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/**
 * Where the module of a worker lies: its source beside this one, or its bundle beside this one's or beside the folder
 * of this one's chunk.
 */
export function workerFile(name: ChildName | ThreadName): string {
  const here = import.meta.dirname
  const files = [join(here, `${name}.ts`), join(here, `${name}.js`), join(here, '..', `${name}.js`)]
  const file = files.find((candidate) => existsSync(candidate))
  if (!file) throw new Error(`The program is incomplete: ${name}.js is not in ${here}. Build or install it again.`)
  return file
}
