/** A folder with pictures at any depth. */
import { join } from 'node:path'
import { unheard, type Entry, type Hear, type Source } from './source.ts'
import { list, walk } from './walk.ts'

/** @param folder absolute, links resolved */
export function folderSource(folder: string): Source {
  return {
    kind: 'folder',
    path: folder,
    folder,
    entries: (hear = unheard) => entriesOf(folder, hear),
  }
}

/** Says of each direct sub-folder without pictures that it has none: it was probably meant as a class. */
async function* entriesOf(folder: string, hear: Hear): AsyncGenerator<Entry> {
  const { pictures, others, folders } = await list(folder)
  for (const name of pictures) yield found(folder, name)
  for (const name of others) yield { path: name, reason: 'left out: it is no regular file' }
  for (const name of folders) {
    let isEmpty = true
    for await (const { path, reason } of walk(folder, hear, name)) {
      isEmpty = false
      yield reason === undefined ? found(folder, path) : { path, reason }
    }
    if (isEmpty) yield { path: name, reason: 'left out: the folder holds no pictures' }
  }
}

function found(folder: string, path: string): Entry {
  return { path, location: { kind: 'file', path: join(folder, path), within: folder } }
}
