/** Makes folders, also where a file system refuses in a way that Node.js does not expect. */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder with those above it that are missing, and answers the topmost that it made; nothing where all were
 * there. Throws the platform's error. Node.js's own `recursive` tries for ever where no folder can be made, as in /proc.
 */
export function makeFolder(path: string): string | undefined {
  const above = dirname(path)
  const made = existsSync(above) ? undefined : makeFolder(above)
  try {
    mkdirSync(path)
    return made ?? path
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(path).isDirectory()
    if (isThere) return made
    throw error
  }
}
