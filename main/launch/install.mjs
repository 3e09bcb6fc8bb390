/**
 * Installs the packages that package-lock.json names, where they are not installed yet.
 *
 * No package's install script is run but that of `node`: npm differs from version to version in how scripts are
 * allowed one by one, and no other package needs its own (better-sqlite3, sharp and onnxruntime-node ship their
 * binaries; onnxruntime-node's script would fetch CUDA libraries, Electron's binary is fetched when first wanted).
 */
import { existsSync, readFileSync } from 'node:fs'
import { inRoot, LaunchError, nodePath, tell } from './place.mjs'
import { runQuietly } from './process.mjs'

/** Whether node_modules holds what the lock file asks for, by npm's own record of it. Takes about 10 ms. */
export function isInstalled() {
  if (!existsSync(nodePath)) return false
  const wanted = readPackages(inRoot('package-lock.json'))
  const present = readPackages(inRoot('node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === '' || optional || present[place]?.version === version,
  )
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}

export async function install() {
  tell('Installing packages (once; a minute or two) …')
  try {
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
    // Through npm, as this launcher may itself run on the Node that has just been removed.
    await npm(['rebuild', 'node', '--ignore-scripts=false'])
  } catch (error) {
    throw new LaunchError(`The packages could not be installed. npm said:\n${error.message}`)
  }
}

/** npm is a script that only a shell finds on Windows. */
function npm(args) {
  return runQuietly('npm', args, { shell: process.platform === 'win32' })
}
