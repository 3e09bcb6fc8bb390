/** Where things lie in a checkout, for the launcher: it runs before anything is installed, on any Node from 20 on. */
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..', '..')

export function inRoot(...names) {
  return join(root, ...names)
}

/** What the launcher itself remembers; git ignores it. */
export const launchFolder = inRoot('out', 'launch')

/** Node 24, whatever the machine has: the `node` package's own. */
export const nodePath = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Tells a person of set-up. Standard output belongs to the program that is launched. */
export function tell(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/** An end of the launcher that needs a sentence and no stack. */
export class LaunchError extends Error {}
