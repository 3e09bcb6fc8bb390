/**
 * Starts workers as Electron's utility processes, which is what a packaged program has in place of `node`. The surface
 * is `main/worker/spawn.ts`'s.
 */
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { utilityProcess } from 'electron'
import { workerFile } from '../../worker/spawn.ts'
import type { Launch } from '../../worker/spawn.ts'

export const launchUtility: Launch = (name, { job, logFile }) => {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = createWriteStream(logFile, { flags: 'a' })
  const child = utilityProcess.fork(workerFile(name), [JSON.stringify(job)], { stdio: 'pipe', serviceName: name })
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  let alive = true
  child.once('exit', () => {
    alive = false
    log.end()
  })
  return {
    post: (message) => {
      if (alive) child.postMessage(message)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.once('exit', (code) => {
        listener(`exit code ${String(code)}`)
      })
    },
    kill: () => void child.kill(),
  }
}
