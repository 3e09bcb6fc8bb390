/**
 * Decides whether `start` can open Electron's window here, and fetches Electron's binary where it is wanted for the
 * first time. What it cannot do it answers with a reason.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, launchFolder, nodePath, tell } from './place.mjs'
import { runQuietly } from './process.mjs'

const electronFolder = inRoot('node_modules', 'electron')
const failureFile = join(launchFolder, 'electron-failure.json')

/** A failed fetch is not tried again for a day, so that a machine without a way to it starts quickly. */
const retryMilliseconds = 24 * 3600 * 1000
const fetchMilliseconds = 10 * 60 * 1000

/** Answers `{ binary }` or `{ reason }`. With `insist` an earlier failure does not count. */
export async function findElectron({ insist }) {
  const obstacle = findObstacle(process)
  if (obstacle) return { reason: obstacle }
  const present = electronBinary()
  if (present) return { binary: present }
  const earlier = insist ? null : earlierFailure()
  return earlier ? { reason: earlier } : fetchElectron()
}

/** Why no window can be opened on this machine, or null. */
export function findObstacle({ platform, env, getuid }) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display'
  if (getuid() === 0) return 'Electron’s sandbox does not run as root'
  return null
}

function electronBinary() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist')
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron'
  return existsSync(join(folder, name)) ? join(folder, name) : null
}

async function fetchElectron() {
  tell('Fetching Electron (once; about 120 MB) …')
  try {
    await runQuietly(nodePath, ['install.js'], { cwd: electronFolder, timeoutMilliseconds: fetchMilliseconds })
  } catch (error) {
    const cause = /^.*(?:Error|error).*$/m.exec(error.message)?.[0].trim() ?? 'it took too long'
    const reason = `Electron’s binary could not be fetched (${cause})`
    writeFileSync(failureFile, JSON.stringify({ at: Date.now(), reason }))
    return { reason }
  }
  return { binary: electronBinary() }
}

function earlierFailure() {
  try {
    const { at, reason } = JSON.parse(readFileSync(failureFile, 'utf8'))
    const recent = Date.now() - at < retryMilliseconds
    return recent ? `${reason}; “npm start -- --host electron” tries again` : null
  } catch {
    return null
  }
}
