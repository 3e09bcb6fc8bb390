/** Builds `out/` where a source changed since the last build. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, launchFolder, LaunchError, nodePath, tell } from './place.mjs'
import { runQuietly } from './process.mjs'

const stampFile = join(launchFolder, 'build')

const sources = ['main', 'preload', 'renderer', 'resources', 'electron.vite.config.ts', 'package-lock.json']

export function isBuilt() {
  try {
    return readFileSync(stampFile, 'utf8') === stamp()
  } catch {
    return false
  }
}

export async function build() {
  tell('Building …')
  const before = stamp()
  try {
    await runQuietly(nodePath, [inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
      env: { NODE_ENV: 'production' },
    })
  } catch (error) {
    throw new LaunchError(`The program could not be built:\n${error.message}`)
  }
  writeFileSync(stampFile, before)
}

/** Names, sizes and times of all sources: quick to take, and another after any edit. */
function stamp() {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, inRoot(source))
  return hash.digest('hex')
}

function addTo(hash, path) {
  const status = statSync(path)
  if (status.isDirectory()) for (const name of readdirSync(path).sort()) addTo(hash, join(path, name))
  else hash.update(`${path}\0${status.size}\0${status.mtimeMs}\n`)
}
