/** Whether a path stays in a folder. Both absolute, links resolved. */
import { isAbsolute, relative, sep } from 'node:path'

export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
