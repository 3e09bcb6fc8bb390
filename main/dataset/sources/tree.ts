/** The upper folders of a source and where pictures lie among them: what its layout is told from. */
import { Failure } from '../../lib/failure.ts'

/** Folders that are kept, over all levels: more classes than that are none. */
const mostFolders = 100_000

/** Levels below the source that are kept. */
const levels = 4

export interface Tree {
  /** Whether pictures lie directly in this folder. */
  direct: boolean
  /** Sub-folders with pictures at any depth. */
  readonly folders: Map<string, Tree>
}

export class TreeBuilder {
  readonly tree: Tree = { direct: false, folders: new Map() }
  #folders = 0

  /** Notes a picture by its path. Throws `Failure('invalid-input')` where there are too many folders. */
  add(path: string): void {
    const folders = path.split('/').slice(0, -1)
    let here = this.tree
    for (const name of folders.slice(0, levels)) {
      let next = here.folders.get(name)
      if (!next) {
        if (++this.#folders > mostFolders) {
          throw new Failure('invalid-input', `There are more than ${mostFolders} folders of pictures in it, too many.`)
        }
        next = { direct: false, folders: new Map() }
        here.folders.set(name, next)
      }
      here = next
    }
    here.direct = true
  }
}
