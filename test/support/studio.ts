/** The built program on loopback over a workspace of its own, as `npm start` opens it, for journeys in a browser. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Studio {
  /** With its token. */
  readonly address: string
  /** A folder of its own, with room beside the workspace for pictures. */
  readonly folder: string
  /** Ends the program as a person at a terminal would, and removes the folder. */
  close(): Promise<void>
}

const entry = join(import.meta.dirname, '../../out/main/loopback.js')

export async function startStudio(): Promise<Studio> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-journey-'))
  const child = spawn(process.execPath, [entry, '--workspace', join(folder, 'workspace'), '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /http:\/\/\S+/.exec(said)?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => {
      reject(new Error(`The program ended with ${code ?? 'a signal'}; build it first. It said: ${said}`))
    })
  })
  return {
    address,
    folder,
    async close() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}
