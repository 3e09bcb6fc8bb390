/** A log: one line of text an event, with its time, in a file. It is for people who look for a cause, not for programs. */
import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { inspect } from 'node:util'

export interface Log {
  /** Writes a line; an error's stack and causes follow it. */
  write(message: string, error?: unknown): void
}

/** A log that appends to `file`; its folder is made where absent. */
export function openLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true })
  return {
    write(message, error) {
      const detail = error === undefined ? '' : `\n${inspect(error)}`
      appendFileSync(file, `${new Date().toISOString()} ${message}${detail}\n`)
    },
  }
}
