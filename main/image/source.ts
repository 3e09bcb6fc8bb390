/** Reads the files that pictures come in. */
import { hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { Failure } from '../lib/failure.ts'

/** A file as it was read: nothing of it is read twice, so bytes and hash belong together. */
export interface Source {
  readonly content: Buffer
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

/** Most bytes of a file. Pictures that large hold more pixels than are read anyway. */
const mostBytes = 2 ** 30

/** Throws `Failure('invalid-input')` with a bare reason where the file cannot be read or is too large. */
export async function readSource(path: string): Promise<Source> {
  try {
    await using file = await open(path, 'r')
    const { size, mtimeMs } = await file.stat()
    if (size > mostBytes) throw new Failure('invalid-input', `the file is too large: ${Math.round(size / 2 ** 20)} MB`)
    return { content: await file.readFile(), modifiedAt: Math.round(mtimeMs) }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('invalid-input', reason(error as NodeJS.ErrnoException), undefined, { cause: error })
  }
}

/** The bytes of a file; fails as `readSource`. */
export async function content(path: string): Promise<Buffer> {
  return (await readSource(path)).content
}

/** SHA-256 of a file's bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}

function reason(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'the file is gone'
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'this user may not read the file'
  if (error.code === 'EISDIR') return 'it is a folder'
  return `the file cannot be read (${error.code ?? error.message})`
}
