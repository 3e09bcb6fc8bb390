/** Sources of an import as a person fills them in. Pure. */
import { kindOfName, pictureName } from '../../../../preload/contract/index.ts'
import type { ClassLevel, ImportSource, Split } from '../../../../preload/contract/index.ts'

export interface SourceDraft {
  /** Tells drafts apart; of no other meaning. */
  readonly key: number
  /** Of a folder, archive or manifest on the program's machine. */
  readonly path: string
  /** Paths of single pictures, instead of a path. */
  readonly pictures: readonly string[]
  readonly classLevel: ClassLevel
  /** `null`: that of its folders, or drawn. */
  readonly split: Split | null
  /** Optional paths, empty where they are not wanted. */
  readonly pictureFolder: string
  readonly groundTruth: string
  readonly classNames: string
}

let nextKey = 0

export function newDraft(path = '', pictures: readonly string[] = []): SourceDraft {
  const lists = { pictureFolder: '', groundTruth: '', classNames: '' }
  return { key: nextKey++, path, pictures, classLevel: 'auto', split: null, ...lists }
}

/** A draft for each of these paths, and one for all single pictures among them. */
export function draftsOf(paths: readonly string[]): SourceDraft[] {
  const pictures = paths.filter((path) => pictureName.test(path))
  const others = paths.filter((path) => !pictures.includes(path))
  return [...others.map((path) => newDraft(path)), ...(pictures.length > 0 ? [newDraft('', pictures)] : [])]
}

/** Whether something is chosen. */
export function isFilled({ path, pictures }: SourceDraft): boolean {
  return path !== '' || pictures.length > 0
}

/** The sources that a draft states. */
export function toSources({ path, pictures, classLevel, split, ...lists }: SourceDraft): ImportSource[] {
  const { pictureFolder, groundTruth, classNames } = lists
  const common = split === null ? {} : { split }
  if (pictures.length > 0) return pictures.map((picture) => ({ path: picture, ...common }))
  if (kindOfName(path) === 'manifest') return [{ path, ...common, ...(pictureFolder === '' ? {} : { pictureFolder }) }]
  return [
    {
      path,
      classLevel,
      ...common,
      ...(groundTruth === '' ? {} : { groundTruth }),
      ...(classNames === '' ? {} : { classNames }),
    },
  ]
}
