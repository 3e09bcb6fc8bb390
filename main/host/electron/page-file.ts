/** Which file of the built page an address means. Pure. */
import { join, sep } from 'node:path'

/** Path of the file below `folder`, or null where the address is malformed or leads out of it. */
export function pageFile(folder: string, pathname: string): string | null {
  const name = decode(pathname)
  if (name === null || name.includes('\0')) return null
  const path = join(folder, name === '/' ? 'index.html' : name)
  return path.startsWith(folder + sep) ? path : null
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}
