/** Collects what an import has read and writes it in batches: records first, then the rows that name them. */
import type { PixelWriter } from '../image/pixels.ts'
import type { Reading, ReadPicture } from '../image/reading.ts'
import type { NewPicture, NewProblem, Store } from '../store/store.ts'
import type { FileToRead } from './files.ts'
import { splitOf, type Shares } from './split.ts'

/** Pictures a batch: 12 MB of pixels, and some milliseconds of the database. */
const batchSize = 64

/** A class as an import knows it: its folder is what a problem names. */
export interface ImportedClass {
  readonly classId: number
  readonly sourceId: number
  readonly path: string
}

export class ImportBatch {
  readonly #store: Store
  readonly #datasetId: number
  readonly #pixels: PixelWriter
  readonly #draw: { readonly shares: Shares; readonly seed: number }
  readonly #pictures: { readonly file: FileToRead; readonly picture: ReadPicture }[] = []
  #problems: NewProblem[] = []
  /** Files of the test folder, by their content. */
  readonly #tests = new Map<string, string>()

  constructor(store: Store, datasetId: number, pixels: PixelWriter, draw: { shares: Shares; seed: number }) {
    this.#store = store
    this.#datasetId = datasetId
    this.#pixels = pixels
    this.#draw = draw
  }

  /** Takes a file and what reading it gave. Answers whether it is a picture of the dataset. */
  async add(file: FileToRead, reading: Reading): Promise<boolean> {
    const reason = reading.ok ? this.#leak(file, reading.picture) : reading.reason
    if (reason !== undefined) this.#problems.push({ sourceId: file.sourceId, path: file.path, reason })
    else if (reading.ok) this.#pictures.push({ file, picture: reading.picture })
    if (this.#pictures.length + this.#problems.length >= batchSize) await this.#write()
    return reason === undefined
  }

  /** Writes the rest, gives every class something to train on, and a problem to each of these that got no picture. */
  async end(classes: readonly ImportedClass[]): Promise<void> {
    await this.#write()
    this.#store.pictures.fillTraining(this.#datasetId)
    const filled = new Map(this.#store.datasets.classes(this.#datasetId).map(({ id, counts }) => [id, counts]))
    const empty = classes.filter(({ classId }) => {
      const counts = filled.get(classId)
      return !counts || counts.train + counts.validation + counts.test === 0
    })
    const reason = 'none of the pictures of this class can be used: add some, or train without it'
    this.#store.pictures.add(
      this.#datasetId,
      [],
      empty.map(({ sourceId, path }) => ({ sourceId, path, reason })),
    )
  }

  /** Why a picture must not be trained on: the test folder has it too. */
  #leak(file: FileToRead, picture: ReadPicture): string | undefined {
    const content = Buffer.from(picture.sha256).toString('base64')
    if (file.split === 'test') {
      this.#tests.set(content, file.path)
      return undefined
    }
    const test = this.#tests.get(content)
    return test === undefined ? undefined : `left out: the same picture is in the test folder (${test})`
  }

  async #write(): Promise<void> {
    const taken = this.#pictures.splice(0)
    const problems = this.#problems.splice(0)
    const first = await this.#pixels.append(taken.map(({ picture }) => picture.pixels))
    const pictures = taken.map(({ file, picture }, place) => this.#row(file, picture, first + place))
    this.#store.pictures.add(this.#datasetId, pictures, problems)
  }

  #row({ sourceId, path, classId, split }: FileToRead, picture: ReadPicture, pixelIndex: number): NewPicture {
    const { pixels: _, ...facts } = picture
    const drawn = split ?? splitOf(picture.sha256, this.#draw.shares, this.#draw.seed)
    return { ...facts, sourceId, path, classId, split: drawn, pixelIndex }
  }
}
