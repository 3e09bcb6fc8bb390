/** Writes a manifest of path, label and split, as CSV or JSON, beside copies of the pictures or alone. */
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { csvField } from '../sources/csv.ts'
import { FolderWriter } from './folders.ts'
import type { OutgoingPicture, PictureWriter } from './picture.ts'

/** Characters that are collected before they are written. */
const portion = 2 ** 16

interface Row {
  readonly path: string
  readonly label: string | null
  readonly split: string
}

/** How the file begins, how rows follow each other, and how it ends. */
interface Form {
  readonly file: string
  readonly begin: string
  readonly row: (row: Row) => string
  readonly between: string
  readonly end: string
}

const forms: Readonly<Record<'csv' | 'json', Form>> = {
  csv: {
    file: 'manifest.csv',
    begin: 'path,label,split\n',
    row: ({ path, label, split }) => `${csvField(path)},${csvField(label ?? '')},${split}`,
    between: '\n',
    end: '\n',
  },
  json: { file: 'manifest.json', begin: '[\n', row: (row) => JSON.stringify(row), between: ',\n', end: '\n]\n' },
}

export class ManifestWriter implements PictureWriter {
  readonly needsContent: boolean
  readonly #file: FileHandle
  readonly #form: Form
  readonly #pictures: FolderWriter | undefined
  #text: string
  #isFirst = true

  private constructor(file: FileHandle, form: Form, pictures: FolderWriter | undefined) {
    this.#file = file
    this.#form = form
    this.#pictures = pictures
    this.#text = form.begin
    this.needsContent = pictures !== undefined
  }

  static async open(folder: string, format: 'csv' | 'json', copyPictures: boolean): Promise<ManifestWriter> {
    const form = forms[format]
    const file = await open(join(folder, form.file), 'wx')
    return new ManifestWriter(file, form, copyPictures ? new FolderWriter(folder) : undefined)
  }

  async write(picture: OutgoingPicture, content: Uint8Array): Promise<void> {
    const path = this.#pictures ? await this.#pictures.put(picture, content) : picture.place
    const { label, split } = picture
    this.#text += (this.#isFirst ? '' : this.#form.between) + this.#form.row({ path, label, split })
    this.#isFirst = false
    if (this.#text.length >= portion) await this.#flush()
  }

  async close(): Promise<void> {
    this.#text += this.#isFirst && this.#form.between === '\n' ? '' : this.#form.end
    await this.#flush()
    await this.#file.close()
  }

  async #flush(): Promise<void> {
    await this.#file.writeFile(this.#text)
    this.#text = ''
  }
}
