/** The program's commands, each in a process of its own. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'

/** What runs a command: `node` with this and the command's words. */
export const terminalEntry = join(import.meta.dirname, '../../main/host/terminal/main.ts')

export interface Ended {
  readonly code: number | string
  readonly stdout: string
  readonly stderr: string
}

export function cli(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [terminalEntry, ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}
