/** Walks a folder's pictures, one after the other and in the same order everywhere, and never out of it. */
import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isWithin } from '../../image/within.ts'
import { isHidden, isPictureName } from './names.ts'

/** A file named as a picture, or with a reason what cannot be read. */
export interface Found {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly reason?: string
}

/** Direct sub-folders of a folder and pictures directly in it, each sorted; hidden ones are left out. */
export interface Listing {
  readonly folders: readonly string[]
  readonly pictures: readonly string[]
  /** Named as pictures, but no files: pipes, sockets, devices. */
  readonly others: readonly string[]
}

/** Throws the error of the file system where the folder cannot be read. */
export async function list(folder: string): Promise<Listing> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !isHidden(entry.name))
  const listing = { folders: [] as string[], pictures: [] as string[], others: [] as string[] }
  for (const entry of entries) {
    const kind = await kindOf(folder, entry)
    if (kind === 'folder') listing.folders.push(entry.name)
    else if (isPictureName(entry.name)) listing[kind === 'file' ? 'pictures' : 'others'].push(entry.name)
  }
  for (const names of Object.values(listing)) names.sort()
  return listing
}

/**
 * The pictures in `root`, or in the sub-folder `start` of it, at any depth. `root` has its links resolved. A link to a
 * folder is followed where it stays within the root, once: so no circle of links goes on, nor do links multiply.
 */
export async function* walk(root: string, start = ''): AsyncGenerator<Found> {
  yield* descend(root, start, join(root, start), new Set())
}

/** `expected` is where the path leads unless it is a link. */
async function* descend(root: string, path: string, expected: string, entered: Set<string>): AsyncGenerator<Found> {
  let listing: Listing
  let here: string
  try {
    here = await realpath(join(root, path))
    const reason = here === expected ? undefined : refusal(root, here, entered)
    if (reason) {
      yield { path, reason }
      return
    }
    entered.add(here)
    listing = await list(here)
  } catch (error) {
    yield { path, reason: `the folder cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})` }
    return
  }
  const below = (name: string) => (path === '' ? name : `${path}/${name}`)
  for (const name of listing.pictures) yield { path: below(name) }
  for (const name of listing.others) yield { path: below(name), reason: 'left out: it is no regular file' }
  for (const name of listing.folders) yield* descend(root, below(name), join(here, name), entered)
}

/** Why a link to a folder is not followed. */
function refusal(root: string, target: string, entered: ReadonlySet<string>): string | undefined {
  if (!isWithin(root, target)) return 'left out: this link leads out of the folder'
  return entered.has(target) ? 'left out: this link leads to a folder that is in already' : undefined
}

/** What an entry is, links followed; `other` also where it is neither. */
async function kindOf(folder: string, entry: Dirent): Promise<'folder' | 'file' | 'other'> {
  const target = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => null) : entry
  if (target?.isDirectory()) return 'folder'
  // A link to nowhere counts as a file, so that reading it gives a reason instead of silence.
  return target === null || target.isFile() ? 'file' : 'other'
}
