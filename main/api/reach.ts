/**
 * Which paths of this machine a page may name. In a browser those that its folder browser can show: folders, and the
 * archives, lists, pictures and networks in them, and nothing hidden, so that a script that got into the page comes at
 * no keys and no settings. The window and the terminal get theirs from the platform and from a person's hands: any path.
 */
import { realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { kindOfName, type SystemInfo } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'

/** Throws `Failure` for the first of the paths that may not be named. */
export type Reach = (...paths: readonly (string | undefined)[]) => Promise<void>

/** `own` is a folder of the program's own that pages fill, wherever it lies. */
export function createReach(host: SystemInfo['host'], own: string): Reach {
  if (host !== 'loopback') return () => Promise.resolve()
  return async (...paths) => {
    for (const path of paths) {
      if (path === undefined || (await canBeShown(await realPath(resolve(path)), await realPath(own)))) continue
      throw new Failure(
        'invalid-input',
        `The page may not reach ${path}: it is hidden, or a file that is not imported. Choose a folder, an archive, a list, a picture or a network.`,
      )
    }
  }
}

async function canBeShown(path: string, own: string): Promise<boolean> {
  if (path.startsWith(own + sep)) return true
  const home = homedir()
  // A person's home may itself lie in a hidden folder.
  const below = path === home || path.startsWith(home + sep) ? relative(home, path) : path
  if (below.split(sep).some((name) => name.startsWith('.'))) return false
  const status = await stat(path).catch(() => null)
  return status === null || status.isDirectory() || kindOfName(path) !== undefined
}

/** The path without links, as far as it exists. */
async function realPath(path: string): Promise<string> {
  const above = dirname(path)
  return realpath(path).catch(async () => (above === path ? path : join(await realPath(above), basename(path))))
}
