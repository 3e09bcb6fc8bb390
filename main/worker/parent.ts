/** A child's side of `spawn.ts`: its job, and the messages to and from the process that started it. */

export interface Parent<Command, Event> {
  post(event: Event): void
  onCommand(listener: (command: Command) => void): void
  /** Hears that the parent process has gone. */
  onGone(listener: () => void): void
  /** Lets the parent go after the last message, so that this process can end. */
  end(): Promise<void>
}

/** What Electron's `process.parentPort` is to a utility process. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

/** The job given at the start of this process. */
export function jobOf<Job>(): Job {
  const argument = process.argv.at(-1)
  if (!argument?.startsWith('{')) throw new Error('This module is started by the program, not by hand.')
  return JSON.parse(argument) as Job
}

/** The process that started this one: by `fork`, or as a utility process of Electron, which ends with its parent. */
export function parentOf<Command, Event>(): Parent<Command, Event> {
  const port = (process as { parentPort?: ParentPort }).parentPort
  if (port) {
    return {
      post: (event) => port.postMessage(event),
      onCommand: (listener) => port.on('message', ({ data }) => listener(data as Command)),
      onGone: () => undefined,
      end: () => Promise.resolve(process.exit(0)),
    }
  }
  let sent = Promise.resolve()
  return {
    post: (event) => {
      // A parent that has just gone is heard of by `onGone`, so an unsent message needs no second report.
      sent = new Promise((resolve) => process.send?.(event, () => resolve()))
    },
    onCommand: (listener) => void process.on('message', (message) => listener(message as Command)),
    onGone: (listener) => void process.once('disconnect', listener),
    end: async () => {
      await sent
      if (process.connected) process.disconnect()
    },
  }
}
