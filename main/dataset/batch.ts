/** Collects what an import has read, and writes the rows in batches; the records that they name are written by then. */
import type { PixelPlaces } from '../image/pixels.ts'
import type { Reading, ReadPicture } from '../image/reading.ts'
import type { ChangedPicture, NewPicture, NewProblem, SplitDraw, Store } from '../store/store.ts'
import type { FileToRead } from './files.ts'
import { problemKind } from './problem-kind.ts'
import { PictureSet } from './seen.ts'
import { splitOf } from './split.ts'

/** Pictures a batch: some milliseconds of the database. */
const picturesPerBatch = 64
const problemsPerBatch = 1000

/** What became of a file. */
export type Handled = 'added' | 'changed' | 'unchanged' | 'problem'

interface Taken {
  readonly file: FileToRead
  readonly picture: ReadPicture
}

export class ImportBatch {
  /** Pictures from earlier imports that were met again. */
  readonly seen = new PictureSet()
  readonly #store: Store
  readonly #datasetId: number
  readonly #places: PixelPlaces
  readonly #draw: SplitDraw
  readonly #classIds = new Map<string, number>()
  #taken: Taken[] = []
  #problems: NewProblem[] = []
  /** Files of sources for the test, by their content. */
  readonly #tests: Map<string, string>

  constructor(store: Store, datasetId: number, places: PixelPlaces, draw: SplitDraw) {
    this.#store = store
    this.#datasetId = datasetId
    this.#places = places
    this.#draw = draw
    this.#tests = new Map([...store.sources.testContents(datasetId)].map(({ sha256, path }) => [keyOf(sha256), path]))
  }

  /** Takes a file and what reading it gave. */
  add(file: FileToRead, reading: Reading): Handled {
    const handled = this.#take(file, reading)
    if (this.#taken.length >= picturesPerBatch || this.#problems.length >= problemsPerBatch) this.write()
    return handled
  }

  /** The class of that name, made where there is none. */
  classId(name: string): number {
    const known = this.#classIds.get(name)
    if (known !== undefined) return known
    const made = this.#store.datasets.ensureClass(this.#datasetId, name)
    this.#classIds.set(name, made)
    return made
  }

  /** Writes what has been taken. */
  write(): void {
    const taken = this.#withoutRepeats(this.#taken)
    const problems = this.#problems
    this.#taken = []
    this.#problems = []
    const added: NewPicture[] = []
    const changed: ChangedPicture[] = []
    for (const { file, picture } of taken) {
      if (file.known) changed.push({ ...picture, id: file.known.id })
      else added.push({ ...picture, ...this.#placeOf(file, picture) })
    }
    this.#store.sources.change(changed)
    this.#store.pictures.add(this.#datasetId, added, problems)
  }

  #take(file: FileToRead, reading: Reading): Handled {
    const { known } = file
    if (known && this.seen.has(known.id)) return this.#leaveOut(file, twice)
    if (known) this.seen.add(known.id)
    if (reading.outcome === 'unchanged') return 'unchanged'
    if (reading.outcome === 'refused') return this.#leaveOut(file, reading.reason)
    const { picture } = reading
    if (known && Buffer.compare(known.sha256, picture.sha256) === 0) {
      this.#store.sources.touch(known.id, picture.modifiedAt)
      this.#places.giveBack(picture.pixelIndex)
      return 'unchanged'
    }
    const leak = known ? undefined : this.#leak(file, picture)
    if (leak !== undefined) {
      this.#places.giveBack(picture.pixelIndex)
      return this.#leaveOut(file, leak)
    }
    this.#taken.push({ file, picture })
    return known ? 'changed' : 'added'
  }

  #leaveOut({ sourceId, path }: FileToRead, reason: string): Handled {
    this.#problems.push({ sourceId, path, reason, kind: problemKind(reason) })
    return 'problem'
  }

  /** Why a picture must not be trained on: a source for the test has it too. */
  #leak({ split, path }: FileToRead, { sha256 }: ReadPicture): string | undefined {
    if (split === 'test') {
      this.#tests.set(keyOf(sha256), path)
      return undefined
    }
    const test = this.#tests.get(keyOf(sha256))
    return test === undefined ? undefined : `left out: the same picture is in the test folder (${test})`
  }

  /** Archives and manifests may name a path more than once; the first is taken. */
  #withoutRepeats(taken: readonly Taken[]): Taken[] {
    const paths = new Set<string>()
    return taken.filter(({ file, picture }) => {
      if (file.known) return true
      const key = `${file.sourceId} ${file.path}`
      const isNew = !paths.has(key) && !this.#store.sources.known(file.sourceId, file.path)
      paths.add(key)
      if (isNew) return true
      this.#places.giveBack(picture.pixelIndex)
      this.#leaveOut(file, twice)
      return false
    })
  }

  #placeOf({ sourceId, path, label, split }: FileToRead, { sha256 }: ReadPicture) {
    const { validationShare, testShare, splitSeed } = this.#draw
    const drawn = split ?? splitOf(sha256, { validation: validationShare, test: testShare }, splitSeed)
    return {
      sourceId,
      path,
      classId: label === null ? null : this.classId(label),
      split: drawn,
      fixed: split !== null,
    }
  }
}

const twice = 'left out: its path comes twice, and the first is in'

function keyOf(sha256: Uint8Array): string {
  return Buffer.from(sha256).toString('base64')
}
