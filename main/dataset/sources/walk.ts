/** Walks a folder's pictures, one after the other and in the same order everywhere, and never out of it. */
import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pictureName } from '../../../preload/contract/index.ts'
import { isWithin } from '../../image/within.ts'
import { isHidden } from './names.ts'
import { unheard, type Hear } from './source.ts'

/** A file named as a picture, or with a reason what cannot be read. */
export interface Found {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly reason?: string
}

/** Direct sub-folders of a folder and pictures directly in it, each sorted; hidden ones are left out. */
export interface Listing {
  readonly folders: readonly string[]
  /** Those of the folders that are links. */
  readonly links: ReadonlySet<string>
  readonly pictures: readonly string[]
  /** Named as pictures, but no files: pipes, sockets, devices. */
  readonly others: readonly string[]
}

/** Throws the error of the file system where the folder cannot be read. */
export async function list(folder: string): Promise<Listing> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !isHidden(entry.name))
  const listing = { folders: [] as string[], pictures: [] as string[], others: [] as string[] }
  const links = new Set<string>()
  for (const entry of entries) {
    const kind = entry.isSymbolicLink() ? await kindOfLink(join(folder, entry.name)) : kindOf(entry)
    if (kind === 'folder') {
      listing.folders.push(entry.name)
      if (entry.isSymbolicLink()) links.add(entry.name)
    } else if (pictureName.test(entry.name)) listing[kind === 'file' ? 'pictures' : 'others'].push(entry.name)
  }
  for (const names of Object.values(listing)) names.sort()
  return { ...listing, links }
}

/**
 * The pictures in `root`, or in the sub-folder `start` of it, at any depth. `root` has its links resolved. A link to a
 * folder is followed where it stays within the root, once: so no circle of links goes on, nor do links multiply.
 * `hear` hears of each folder.
 */
export async function* walk(root: string, hear: Hear = unheard, start = ''): AsyncGenerator<Found> {
  yield* descend({ root, hear, entered: new Set() }, start, null)
}

interface Walk {
  readonly root: string
  readonly hear: Hear
  /** Folders that are in already. */
  readonly entered: Set<string>
}

/** `known` is where the path leads, where that is known already because it is no link. */
async function* descend(walk: Walk, path: string, known: string | null): AsyncGenerator<Found> {
  const { root, hear, entered } = walk
  hear(null)
  let listing: Listing
  let here: string
  try {
    here = known ?? (await realpath(join(root, path)))
    const reason = here === join(root, path) || known !== null ? undefined : refusal(root, here, entered)
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
  for (const name of listing.folders) {
    yield* descend(walk, below(name), listing.links.has(name) ? null : join(here, name))
  }
}

/** Why a link to a folder is not followed. */
function refusal(root: string, target: string, entered: ReadonlySet<string>): string | undefined {
  if (!isWithin(root, target)) return 'left out: this link leads out of the folder'
  return entered.has(target) ? 'left out: this link leads to a folder that is in already' : undefined
}

type Kind = 'folder' | 'file' | 'other'

function kindOf(entry: Pick<Dirent, 'isDirectory' | 'isFile'>): Kind {
  if (entry.isDirectory()) return 'folder'
  return entry.isFile() ? 'file' : 'other'
}

/** A link to nowhere counts as a file, so that reading it gives a reason instead of silence. */
async function kindOfLink(path: string): Promise<Kind> {
  const target = await stat(path).catch(() => null)
  return target ? kindOf(target) : 'file'
}
