/**
 * Files that a page sends because its host cannot see where they lie: single pictures to classify, kept until the
 * program starts again, and dropped folders, which datasets then refer to as to any other folder. Names and paths come
 * from the page and are checked here.
 */
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { access, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../lib/failure.ts'

/** The largest file taken, in bytes. */
export const maximumUploadBytes = 512 * 2 ** 20

export class Uploads {
  /** Where all of them lie. */
  readonly folder: string
  readonly #files: string
  readonly #folders: string

  constructor(workspace: string) {
    this.folder = join(workspace, 'uploads')
    this.#files = join(this.folder, 'files')
    this.#folders = join(this.folder, 'folders')
  }

  /** Removes the single files that earlier starts of the program took. */
  clear(): void {
    rmSync(this.#files, { recursive: true, force: true })
  }

  /** Keeps a single file and answers its identifier. */
  async addFile(content: Readable): Promise<string> {
    const id = randomIdentifier()
    await write(join(this.#files, id), content)
    return id
  }

  /** Where a single file lies, or lay. */
  file(id: string): string {
    return join(this.#files, checkedIdentifier(id))
  }

  /** Makes an empty folder for the files of a dropped one. */
  async addFolder(name: string): Promise<{ id: string; path: string }> {
    const id = randomIdentifier()
    const path = join(this.#folders, id, checkedPath(name))
    await mkdir(path, { recursive: true })
    return { id, path }
  }

  /** Keeps one file of a dropped folder under its path below it, with `/`. */
  async addToFolder(id: string, path: string, content: Readable): Promise<void> {
    const folder = join(this.#folders, checkedIdentifier(id))
    await access(folder).catch(() => {
      throw new Failure('not-found', 'This upload is gone; drop the folder again.')
    })
    await write(join(folder, checkedPath(path)), content)
  }

  /** Removes what was uploaded for a dataset that is gone; leaves folders that are a person's own. */
  async removeFolder(path: string): Promise<void> {
    if (!path.startsWith(this.#folders + sep)) return
    const [id = ''] = path.slice(this.#folders.length + 1).split(sep)
    await rm(join(this.#folders, checkedIdentifier(id)), { recursive: true, force: true })
  }
}

/** 128 bits in hexadecimal. */
function randomIdentifier(): string {
  return randomBytes(16).toString('hex')
}

function checkedIdentifier(id: string): string {
  if (!/^[a-f0-9]{32}$/.test(id)) throw new Failure('invalid-input', 'This is not the identifier of an upload.')
  return id
}

/** Characters that a path has a meaning for on some platform, and those that cannot be seen. */
const forbidden = /[\u0000-\u001f\u007f\\:*?"<>|]/

/** The path with the platform's separators; throws where it could lead out of the folder or be no name somewhere. */
export function checkedPath(path: string): string {
  const names = path.split('/')
  const usable = names.every(
    (name) => name !== '' && name !== '.' && name !== '..' && name.length <= 255 && !forbidden.test(name),
  )
  if (!usable || names.length > 32) {
    throw new Failure('invalid-input', `“${path}” is not a usable path of a file; rename the file and drop it again.`)
  }
  return join(...names)
}

/** Leaves nothing behind where the content breaks off or is too large. */
async function write(path: string, content: Readable): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  // Opened first: a stream that breaks off while it opens its file would make it after all.
  const file = await open(path, 'wx')
  try {
    await pipeline(content, limit(maximumUploadBytes), file.createWriteStream())
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

function limit(bytes: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let left = bytes
    for await (const chunk of chunks) {
      left -= chunk.length
      if (left < 0) throw new Failure('invalid-input', `The file is larger than ${String(bytes / 2 ** 20)} MiB.`)
      yield chunk
    }
  }
}
