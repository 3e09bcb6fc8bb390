/** What sources must be before a dataset is made of them. */
import { pixelBytes } from '../image/pixels.ts'
import { Failure } from '../lib/failure.ts'
import { freeBytes } from '../store/disk.ts'
import type { PreparedSource } from './prepare.ts'

/**
 * Throws `Failure('invalid-input')` where the folders of all sources make one class: then most likely a folder beside
 * or above was meant. Who says how classes are named is not asked.
 */
export function demandTwoClasses(sources: readonly PreparedSource[]): void {
  const isGuessed = ({ source, options }: PreparedSource) =>
    source.kind !== 'manifest' && (options.classLevel ?? 'auto') === 'auto'
  const classes = new Set(sources.flatMap(({ layout }) => layout.classes))
  if (classes.size !== 1 || !sources.every((one) => isGuessed(one) && one.layout.classes.length > 0)) return
  throw new Failure(
    'invalid-input',
    `${sources[0]!.source.path} has only one class with pictures, “${[...classes].join()}”. A network needs at least ` +
      'two to tell apart. It needs one sub-folder for each class, named like the class, with its pictures in it.',
  )
}

/**
 * Throws `Failure('invalid-input')` where a source for the test has a class that no other has: no network could ever be
 * right about it. `known` are the classes that the dataset has already.
 */
export function demandKnownClasses(sources: readonly PreparedSource[], known: readonly string[]): void {
  const trained = new Set([
    ...known,
    ...sources.filter(({ split }) => split !== 'test').flatMap(({ layout }) => layout.classes),
  ])
  if (trained.size === 0) return
  for (const { source, split, layout } of sources) {
    const unknown = split === 'test' ? layout.classes.filter((name) => !trained.has(name)) : []
    if (unknown.length === 0) continue
    const named = unknown.slice(0, 5).map((name) => `“${name}”`)
    const rest = unknown.length > 5 ? ` and ${unknown.length - 5} more` : ''
    throw new Failure(
      'invalid-input',
      `${source.path} is for the test and has classes that there is no training picture of: ${named.join(', ')}${rest}. ` +
        'Name its classes as those of the training pictures.',
    )
  }
}

/** A dataset that more pictures are to go into. Those of a new one are all nought. */
export interface Holding {
  /** Pictures of the sources that are in it already. */
  readonly pictures: number
  /** Records of its pixel file that are somebody's. */
  readonly records: number
  /** Bytes of its pixel file; those that no record has are written over. */
  readonly bytes: number
}

/** Throws `Failure('failed')` where the disk of the workspace has no room for the pixels of what is not in yet. */
export function demandRoom(workspace: string, sources: readonly PreparedSource[], holding: Holding): void {
  const pictures = sources.reduce((sum, one) => sum + one.pictures, 0) - holding.pictures
  const needed = (pictures + holding.records) * pixelBytes - holding.bytes
  const free = freeBytes(workspace)
  if (needed <= free) return
  throw new Failure(
    'failed',
    `${pictures} pictures need ${inWords(needed, Math.ceil)} in the workspace, and ${inWords(free, Math.floor)} are free ` +
      'on its disk. Free some room, or choose a workspace on another disk.',
  )
}

/** `2.4 GB`, `310 MB` */
function inWords(bytes: number, round: (value: number) => number): string {
  return bytes >= 1e9 ? `${(round(bytes / 1e8) / 10).toFixed(1)} GB` : `${round(bytes / 1e6)} MB`
}
