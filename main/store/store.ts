/**
 * The store's surface: what can be read and written, by noun. `openStore` in `open.ts` makes one over the workspace's
 * SQLite file; nothing outside this folder knows SQL. Every method is synchronous and whole: it happens or it does not.
 */
import type {
  ClassLevel,
  ImageFilter,
  ImageItem,
  ImageSort,
  Problem,
  ProblemKind,
  SourceKind,
  Split,
} from '../../preload/contract/index.ts'
import type { AnswerStore } from './answers.ts'
import type { ClassStore } from './classes.ts'
import type { DiagnosisStore } from './diagnoses.ts'
import type { DuplicateStore } from './duplicates.ts'
import type { HistoryStore } from './history.ts'
import type { HygieneStore } from './hygiene.ts'
import type { PictureActs } from './picture-acts.ts'
import type { RecipeStore } from './recipes.ts'
import type { RunInputStore } from './run-inputs.ts'
import type { RunLogStore } from './run-log.ts'
import type { RunRequestStore } from './run-requests.ts'
import type { CheckpointStore, RunStore } from './run-rows.ts'
import type { SnapshotStore } from './snapshots.ts'
import type { SplitStore } from './splits.ts'

export type * from './run-rows.ts'

export interface Store {
  /** The workspace's folder, absolute. */
  readonly workspace: string
  readonly datasets: DatasetStore
  readonly classes: ClassStore
  readonly pictures: PictureStore
  readonly history: HistoryStore
  readonly duplicates: DuplicateStore
  readonly hygiene: HygieneStore
  readonly splits: SplitStore
  readonly snapshots: SnapshotStore
  readonly answers: AnswerStore
  readonly sources: SourceStore
  readonly runs: RunStore
  readonly runInputs: RunInputStore
  readonly runLog: RunLogStore
  readonly runRequests: RunRequestStore
  readonly diagnoses: DiagnosisStore
  readonly recipes: RecipeStore
  readonly checkpoints: CheckpointStore
  close(): void
}

export interface DatasetRow {
  readonly id: number
  readonly name: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly images: number
  readonly excluded: number
  readonly classes: number
  readonly unlabelled: number
  readonly problems: number
  /** An import of it broke off or was cancelled, or goes on. */
  readonly unfinished: boolean
  readonly cover: readonly number[]
}

export interface NewSource {
  readonly kind: SourceKind
  /** Of the folder, archive or manifest; absolute. */
  readonly path: string
  /** What the paths of its pictures begin in: the folder, the archive, a manifest's folder of pictures. */
  readonly folder: string
  /** The split that every picture of this source has; `null` where its folders name it or it is drawn. */
  readonly split: Split | null
  readonly options: SourceOptions
}

/** How the pictures of a source get their labels; see `importSource` in the contract. */
export interface SourceOptions {
  readonly classLevel?: ClassLevel
  readonly pictureFolder?: string | undefined
  readonly groundTruth?: string | undefined
  readonly classNames?: string | undefined
  /** Of kind `pictures`: the names of the files in the folder. */
  readonly names?: readonly string[]
}

export interface SourceRow extends NewSource {
  readonly id: number
  /** Milliseconds since 1970; `null` where an import broke off or goes on. */
  readonly importedAt: number | null
  /** Pictures that were not there any more when it was last imported. */
  readonly gone: number
}

/** A picture of a source as it was when it was read. */
export interface KnownPicture {
  readonly id: number
  readonly bytes: number
  readonly modifiedAt: number
  readonly sha256: Uint8Array
}

/** A picture whose file has changed: what is in the file now. Its label and split stay. */
export type ChangedPicture = Omit<NewPicture, 'sourceId' | 'path' | 'classId' | 'split'> & { readonly id: number }

/** A picture as it goes out of a dataset. */
export interface ExportRow {
  readonly id: number
  readonly path: string
  /** Name of its class. */
  readonly label: string | null
  readonly split: Split
  readonly bytes: number
  readonly sha256: Uint8Array
}

export interface SourceStore {
  add(datasetId: number, source: NewSource): number
  list(datasetId: number): readonly SourceRow[]
  /** Throws `Failure('not-found')`. */
  relocate(datasetId: number, id: number, to: { readonly path: string; readonly folder: string }): void
  /**
   * Marks a source as being imported and forgets its problems, which an import finds again. Answers the last picture
   * that there was.
   */
  begin(id: number): number
  /** Marks it as imported whole. */
  end(id: number): void
  known(id: number, path: string): KnownPicture | undefined
  /** How many records of the pixel file its pictures reach over. */
  records(datasetId: number): number
  /** Notes that a file was written again with the same content. */
  touch(pictureId: number, modifiedAt: number): void
  change(pictures: readonly ChangedPicture[]): void
  /** Marks the pictures of a source, up to this one, that were not seen as gone; in steps that each answer how many. */
  markGone(id: number, last: number, seen: (pictureId: number) => boolean): Iterable<number>
  /** The pictures of a source that are not excluded, in the order of import; read in steps. */
  rows(id: number): Iterable<ExportRow>
  row(id: number, path: string): ExportRow | undefined
  /** Pictures that are not excluded, by split, and the bytes of their files. */
  totals(datasetId: number): readonly { readonly split: Split; readonly images: number; readonly bytes: number }[]
  /** Pictures of the sources that are for the test. */
  testContents(datasetId: number): Iterable<{ readonly sha256: Uint8Array; readonly path: string }>
}

export interface ClassRow {
  readonly id: number
  readonly name: string
  readonly colour: string | null
  /** The digit or letter that assigns it. */
  readonly key: string | null
  /** Without excluded pictures. */
  readonly counts: Readonly<Record<Split, number>>
}

/** Shares are parts of the whole, 0 to 1; the rest is for training. */
export interface SplitDraw {
  readonly validationShare: number
  readonly testShare: number
  readonly splitSeed: number
}

export interface DatasetStore {
  /** Throws `Failure('conflict')` where the name is taken. Answers the dataset's id. */
  create(name: string, draw?: SplitDraw): number
  /** Throws `Failure('conflict')` where the name is taken. */
  demandFree(name: string): void
  list(): readonly DatasetRow[]
  /** Throws `Failure('not-found')`, listing the names there are. */
  get(id: number): DatasetRow
  getByName(name: string): DatasetRow
  rename(id: number, name: string): void
  /** Removes the dataset, its pictures and labels; its runs stay, without a dataset. */
  remove(id: number): void
  /** The shares and the seed that the splits of its pictures are drawn with. */
  draw(id: number): SplitDraw
  /** The class of that name, made where absent. */
  ensureClass(id: number, name: string): number
  /** In their order, which a person may change; classes created later follow. */
  classes(id: number): readonly ClassRow[]
}

/** A picture that import has read into the pixel store. */
export interface NewPicture {
  readonly sourceId: number
  /** Relative to its source's folder, with `/`. */
  readonly path: string
  readonly classId: number | null
  readonly split: Split
  /** Size of the file and of the oriented picture. */
  readonly bytes: number
  readonly modifiedAt: number
  readonly width: number
  readonly height: number
  /** SHA-256 of the file. */
  readonly sha256: Uint8Array
  /** Its record in the dataset's pixel file. */
  readonly pixelIndex: number
  /** What was converted on the way in, e.g. `CMYK to sRGB`. */
  readonly conversions: readonly string[]
  /** Whether its folder or manifest names its split, so that none is drawn; a source with a split fixes it anyway. */
  readonly fixed?: boolean
  /** What it looks like; found out later where it is absent. */
  readonly fingerprint?: Uint8Array
}

/** A file that import could not read. */
export interface NewProblem {
  readonly sourceId: number
  readonly path: string
  readonly reason: string
  /** “unreadable” where absent. */
  readonly kind?: ProblemKind
}

/** The pictures of one split as training wants them: two parallel columns. */
export interface SampleTable {
  readonly ids: Float64Array
  /** Record of each picture in the dataset's pixel file. */
  readonly pixelIndices: Float64Array
  /** Position of each picture's class in the list given, [0, classes). */
  readonly labels: Int32Array
}

export interface PictureStore extends PictureActs {
  /** Adds pictures and problems in one transaction. */
  add(datasetId: number, pictures: readonly NewPicture[], problems: readonly NewProblem[]): void
  page(
    datasetId: number,
    filter: ImageFilter,
    offset: number,
    limit: number,
    sort?: ImageSort,
  ): { total: number; items: ImageItem[] }
  /** All pictures that pass the filter, in the order of `page`; that of import where none is given. */
  ids(datasetId: number, filter: ImageFilter, sort?: ImageSort): number[]
  /** These pictures of the dataset, in the order given; those that are not (any more) in it are left out. */
  items(datasetId: number, ids: readonly number[]): ImageItem[]
  /** The dataset, absolute path of the file and pixel record of one picture; throws `Failure('not-found')`. */
  get(id: number): { datasetId: number; file: string; pixelIndex: number; classId: number | null }
  /** All, or those of one kind. */
  problems(datasetId: number, offset: number, limit: number, kind?: ProblemKind): { total: number; items: Problem[] }
  /** Labelled pictures of one split that are not excluded; labels are positions in `classIds`; pictures of other classes are left out. */
  samples(datasetId: number, split: Split, classIds: readonly number[]): SampleTable
  /** Pictures without a label that are not excluded. */
  unlabelled(datasetId: number): Omit<SampleTable, 'labels'>
}
