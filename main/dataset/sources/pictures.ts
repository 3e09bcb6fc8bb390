/** Single pictures of one folder, chosen by name. */
import { join } from 'node:path'
import type { Source } from './source.ts'

/** @param folder absolute, links resolved */
export function picturesSource(folder: string, names: readonly string[]): Source {
  return {
    kind: 'pictures',
    path: folder,
    folder,
    async *entries() {
      for (const name of names) {
        yield { path: name, location: { kind: 'file', path: join(folder, name), within: folder } }
      }
    },
  }
}
