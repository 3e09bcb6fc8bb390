/** Looks into the folders of the host's machine, for pages whose host has no folder dialog. */
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { kindOfName, pictureName, type FolderListing } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'

/** The visible sub-folders of `folder`, the archives, lists, texts and networks in it by name, and how many pictures. */
export async function listFolder(folder = homedir()): Promise<FolderListing> {
  if (!isAbsolute(folder)) {
    throw new Failure('invalid-input', `“${folder}” is not a full path; begin it at the root, as in ${homedir()}.`)
  }
  const path = resolve(folder)
  const entries = (await readEntries(path)).filter((entry) => !entry.name.startsWith('.'))
  const folders = await keepFolders(path, entries)
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
  const isListed = (name: string) => !['picture', undefined].includes(kindOfName(name))
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    folders: named(path, folders),
    files: named(path, files.filter(isListed)).map((file) => ({
      ...file,
      kind: kindOfName(file.name) === 'network' ? 'network' : 'source',
    })),
    images: files.filter((name) => pictureName.test(name)).length,
  }
}

function named(folder: string, names: readonly string[]): { name: string; path: string }[] {
  return names.toSorted((a, b) => a.localeCompare(b)).map((name) => ({ name, path: join(folder, name) }))
}

async function readEntries(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    throw new Failure('not-found', complaint(path, error), undefined, { cause: error })
  }
}

function complaint(path: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `The folder ${path} does not exist; choose another.`
  if (code === 'ENOTDIR') return `${path} is a file; choose a folder.`
  if (code === 'EACCES' || code === 'EPERM') return `The folder ${path} may not be read by you; choose another.`
  return `The folder ${path} cannot be read (${code ?? String(error)}); choose another.`
}

/** Names of the folders among the entries, links to folders included. */
async function keepFolders(path: string, entries: readonly Dirent[]): Promise<string[]> {
  const kept = await Promise.all(
    entries.map(async (entry) => {
      if (!entry.isSymbolicLink()) return entry.isDirectory()
      return stat(join(path, entry.name)).then(
        (target) => target.isDirectory(),
        () => false,
      )
    }),
  )
  return entries.filter((_, index) => kept[index]).map((entry) => entry.name)
}
