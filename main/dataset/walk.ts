/** Finds pictures below a folder, one after the other and in the same order everywhere. */
import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'

const extensions = /\.(jpe?g|jpe|jfif|png|webp|avif|gif|tiff?|bmp)$/i

/** A file named as a picture, or a folder that could not be looked into. */
export interface Found {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** Why it cannot be read, where that is known already. */
  readonly reason?: string
}

/** Direct sub-folders of a folder and pictures directly in it, each sorted; hidden ones are left out. */
export interface Listing {
  readonly folders: readonly string[]
  readonly pictures: readonly string[]
}

/** Throws the error of the file system where the folder cannot be read. */
export async function list(folder: string): Promise<Listing> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'))
  const folders: string[] = []
  const pictures: string[] = []
  for (const entry of entries) {
    const kind = await kindOf(folder, entry)
    if (kind === 'folder') folders.push(entry.name)
    else if (kind === 'file' && extensions.test(entry.name)) pictures.push(entry.name)
  }
  return { folders: folders.sort(), pictures: pictures.sort() }
}

/**
 * The pictures in `root/start` and at any depth below it. Links to folders are followed, unless they lead back to a
 * folder that the way there came through.
 */
export async function* walk(root: string, start: string): AsyncGenerator<Found> {
  yield* descend(root, start, new Set())
}

async function* descend(root: string, path: string, above: ReadonlySet<string>): AsyncGenerator<Found> {
  let listing: Listing
  let here: string
  try {
    here = await realpath(join(root, path))
    if (above.has(here)) return
    listing = await list(here)
  } catch (error) {
    yield { path, reason: `the folder cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})` }
    return
  }
  for (const name of listing.pictures) yield { path: `${path}/${name}` }
  const through = new Set(above).add(here)
  for (const name of listing.folders) yield* descend(root, `${path}/${name}`, through)
}

/** What an entry is, links followed; `other` also where a link leads nowhere. */
async function kindOf(folder: string, entry: Dirent): Promise<'folder' | 'file' | 'other'> {
  const target = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => null) : entry
  if (target?.isDirectory()) return 'folder'
  // A link to nowhere counts as a file, so that reading it gives a reason instead of silence.
  return target === null || target.isFile() ? 'file' : 'other'
}
