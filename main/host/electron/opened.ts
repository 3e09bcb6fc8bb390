/**
 * Files and folders that the platform hands to the program: dropped on its icon, opened with it, named at a second
 * start, chosen in the menu. The page takes them when it is ready. Pictures among them may be shown by the page under
 * an address of their own, and no other file may.
 */
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { OpenedFile } from '../../../preload/contract/index.ts'

const addressPattern = /^\/opened\/([1-9]\d{0,8})$/

export interface Opened {
  /** Takes what exists of these paths; answers whether there was anything. */
  add(paths: readonly string[]): boolean
  /** What was added since the last call. */
  take(): { folders: string[]; files: OpenedFile[] }
  /** The file behind an address's path, or null. */
  fileAt(pathname: string): string | null
}

/** `changed` is called when there is something to take. */
export function createOpened(changed: () => void): Opened {
  const shown: string[] = []
  let folders: string[] = []
  let files: OpenedFile[] = []
  return {
    add(paths) {
      const before = folders.length + files.length
      for (const path of paths) {
        const status = statSync(path, { throwIfNoEntry: false })
        if (status?.isDirectory()) folders.push(path)
        else if (status?.isFile()) files.push({ path, name: basename(path), address: `/opened/${shown.push(path)}` })
      }
      const some = folders.length + files.length > before
      if (some) changed()
      return some
    },
    take() {
      const taken = { folders, files }
      folders = []
      files = []
      return taken
    },
    fileAt(pathname) {
      const [, number] = addressPattern.exec(pathname) ?? []
      return number === undefined ? null : (shown[Number(number) - 1] ?? null)
    },
  }
}
