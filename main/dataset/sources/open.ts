/** Finds out what kind of source lies at a path. */
import { open, realpath, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Failure } from '../../lib/failure.ts'
import { manifestName, pictureName, type SourceKind } from '../../../preload/contract/index.ts'
import { blockBytes, readHeader } from '../tar/header.ts'
import { folderSource } from './folder.ts'
import { manifestSource } from './manifest.ts'
import { picturesSource } from './pictures.ts'
import type { Source } from './source.ts'
import { tarSource } from './tar.ts'
import { zipSource } from './zip.ts'

export const sourcesThereAre =
  'Choose a folder, pictures, a .zip, .tar or .tar.gz archive, or a .csv or .json list of pictures.'

/** What may be said of a source besides its path. */
export interface SourceHints {
  /** Of a manifest. */
  readonly pictureFolder?: string | undefined
  /** Single pictures of the folder at the path. */
  readonly names?: readonly string[] | undefined
}

/** Throws `Failure('invalid-input')` where there is nothing, or nothing that is a source. */
export async function openSource(path: string, { pictureFolder, names }: SourceHints = {}): Promise<Source> {
  const real = await resolved(path)
  if (names) return picturesSource(real, names)
  switch (await kindOf(real)) {
    case 'folder':
      return folderSource(real)
    case 'zip':
      return zipSource(real)
    case 'tar':
      return tarSource(real, { compressed: false })
    case 'tar.gz':
      return tarSource(real, { compressed: true })
    case 'manifest':
      return manifestSource(real, pictureFolder === undefined ? dirname(real) : await resolved(pictureFolder))
    case 'picture':
      return picturesSource(dirname(real), [basename(real)])
    case undefined:
      throw new Failure('invalid-input', `${path} cannot be imported. ${sourcesThereAre}`)
  }
}

type Kind = Exclude<SourceKind, 'pictures'> | 'tar.gz' | 'picture'

/** By its first bytes, whatever its name says; manifests and pictures have none in common and go by their name. */
async function kindOf(path: string): Promise<Kind | undefined> {
  const found = await stat(path)
  if (found.isDirectory()) return 'folder'
  if (!found.isFile()) return undefined
  if (pictureName.test(path)) return 'picture'
  if (manifestName.test(path)) return 'manifest'
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(blockBytes), 0, blockBytes, 0)
  const head = buffer.subarray(0, bytesRead)
  if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004' || head.toString('latin1', 0, 4) === 'PK\u0005\u0006')
    return 'zip'
  if (head[0] === 0x1f && head[1] === 0x8b) return 'tar.gz'
  return bytesRead === blockBytes && isHeader(head) ? 'tar' : undefined
}

function isHeader(block: Buffer): boolean {
  try {
    return readHeader(block) !== null
  } catch {
    return false
  }
}

async function resolved(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    throw new Failure('invalid-input', `${complaint(path, error)} ${sourcesThereAre}`, undefined, { cause: error })
  }
}

function complaint(path: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `${path} does not exist.`
  if (code === 'ENOTDIR') return `${path} does not exist: a part of its path is a file.`
  if (code === 'EACCES' || code === 'EPERM') return `${path} cannot be read by this user.`
  if (code === 'ELOOP') return `${path} is a link that leads to itself.`
  return `${path} cannot be read (${code ?? String(error)}).`
}
