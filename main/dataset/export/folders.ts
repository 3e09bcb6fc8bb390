/** Writes pictures into a folder for each split and class: `train/cat/1.jpg`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { OutgoingPicture, PictureWriter } from './picture.ts'

const unlabelled = 'unlabelled'

export class FolderWriter implements PictureWriter {
  readonly needsContent = true
  readonly #folder: string
  /** Folders by split and class, each made already. */
  readonly #made = new Map<string, string>()
  readonly #names = new Set<string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async write(picture: OutgoingPicture, content: Uint8Array): Promise<void> {
    await this.put(picture, content)
  }

  /** Writes the picture and answers its path below the folder, with `/`. */
  async put({ name, label, split }: OutgoingPicture, content: Uint8Array): Promise<string> {
    const folder = await this.#folderOf(split, label)
    const safe = safeName(name)
    const extension = extname(safe)
    for (let copy = 1; ; copy++) {
      const file = copy === 1 ? safe : `${safe.slice(0, safe.length - extension.length)} (${copy})${extension}`
      try {
        await writeFile(join(this.#folder, folder, file), content, { flag: 'wx' })
        return `${folder}/${file}`
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  /** Classes whose names differ only in what no file name may hold get folders of their own all the same. */
  async #folderOf(split: string, label: string | null): Promise<string> {
    const key = `${split}/${label === null ? '' : `=${label}`}`
    const known = this.#made.get(key)
    if (known !== undefined) return known
    const name = `${split}/${label === null ? unlabelled : safeName(label)}`
    let free = name
    for (let copy = 2; this.#names.has(free.toLowerCase()); copy++) free = `${name} (${copy})`
    this.#names.add(free.toLowerCase())
    this.#made.set(key, free)
    await mkdir(join(this.#folder, free), { recursive: true })
    return free
  }
}

/** Bytes of a name that every file system takes, with room for a number. */
const longestName = 200

/** A name that every file system takes. */
export function safeName(name: string): string {
  const plain = name.replace(/[\u0000-\u001f\u007f\\/:*?"<>|]/g, '_').replace(/[. ]+$/, '')
  const extension = extname(plain).slice(0, 10)
  let stem = plain.slice(0, plain.length - extname(plain).length)
  while (Buffer.byteLength(stem) > longestName) stem = stem.replace(/.$/su, '')
  return stem + extension || '_'
}
