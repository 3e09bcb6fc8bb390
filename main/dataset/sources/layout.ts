/** Tells from where a picture lies in its source which class and split it has. It reads no files. */
import type { ClassLevel, Split } from '../../../preload/contract/index.ts'
import type { Synsets, Truth } from './ilsvrc.ts'
import { splitNamed } from './names.ts'
import type { FoundPicture, Look } from './source.ts'
import type { Tree } from './tree.ts'

/** Class and split of a picture: `null` for no label and for a split that is drawn. */
export type Place = { readonly label: string | null; readonly split: Split | null } | { readonly reason: string }

export interface Layout {
  /** Names of the classes that are known beforehand, sorted. */
  readonly classes: readonly string[]
  /** Splits that folders or a manifest name. */
  readonly splits: ReadonlySet<Split>
  placeOf(picture: FoundPicture): Place
}

/** What text files say of the classes. */
export interface Texts {
  readonly synsets?: Synsets | undefined
  readonly truth?: Truth | undefined
}

/** The layout of a source by a first look at it. */
export function layoutOf(look: Look, level: ClassLevel, { synsets, truth }: Texts = {}): Layout {
  const shape = shapeOf(look.tree, level)
  const named = (folder: string) => synsets?.get(folder) ?? folder.normalize('NFC')
  return {
    classes: [...new Set([...look.labels, ...classFolders(look.tree, shape).map(named)])].sort(),
    splits: new Set([...look.splits, ...splitsOf(look.tree, shape)]),
    placeOf({ path, row }) {
      if (row) return row
      const names = path.split('/')
      const above = names.slice(0, -1)
      const split = shape.splitLevel === null ? null : splitNamed(above[shape.splitLevel] ?? '')
      if (split === undefined) return { reason: 'left out: it lies in no folder of a split' }
      const folder = shape.classFolder(above)
      if (folder !== undefined) return { label: named(folder), split }
      const known = truth?.(names.at(-1)!)
      if (known !== undefined) return { label: named(known), split }
      if (truth) return { reason: 'left out: the ground truth does not name it' }
      return shape.isFlat(above) ? { label: null, split } : { reason: 'left out: it lies in no class folder' }
    },
  }
}

/** Names of the folders that name classes, sorted: what the numbers of a ground truth count by default. */
export function classFoldersOf(look: Look, level: ClassLevel): readonly string[] {
  return classFolders(look.tree, shapeOf(look.tree, level)).sort()
}

interface Shape {
  /** Which folder on the way names the split, from 0. */
  readonly splitLevel: number | null
  /** The folder that names the class. */
  classFolder(above: readonly string[]): string | undefined
  /** Whether pictures that lie here have no label by intention. */
  isFlat(above: readonly string[]): boolean
}

function shapeOf(tree: Tree, level: ClassLevel): Shape {
  const { depth, node } = commonRoot(tree)
  const splitLevel = isOfSplits(node) && level !== depth + 1 ? depth : null
  const first = splitLevel === null ? depth : depth + 1
  switch (level) {
    case 'none':
      return { splitLevel, classFolder: () => undefined, isFlat: () => true }
    case 'parent':
      return { splitLevel, classFolder: (above) => above.slice(first).at(-1), isFlat: () => false }
    case 'auto': {
      const flat = new Set(
        splitLevel === null ? [] : [...node.folders].filter(([, one]) => isFlat(one)).map(([name]) => name),
      )
      return {
        splitLevel,
        classFolder: (above) => above[first],
        isFlat: (above) => (splitLevel === null ? isFlat(node) : flat.has(above[splitLevel]!)),
      }
    }
    default:
      return { splitLevel, classFolder: (above) => above[level - 1], isFlat: () => false }
  }
}

/** Goes down while there is but one folder, which holds nothing but folders, as in most archives. */
function commonRoot(tree: Tree): { depth: number; node: Tree } {
  let node = tree
  for (let depth = 0; ; depth++) {
    const [only] = node.folders
    if (node.direct || node.folders.size !== 1 || !only || only[1].direct || splitNamed(only[0])) return { depth, node }
    node = only[1]
  }
}

function isOfSplits({ folders }: Tree): boolean {
  if (folders.size === 0 || ![...folders.keys()].every((name) => splitNamed(name))) return false
  return folders.size > 1 || ![...folders.values()].every(isFlat)
}

function isFlat({ direct, folders }: Tree): boolean {
  return direct && folders.size === 0
}

/** Names of the folders that name classes, as far down as the tree goes. */
function classFolders(tree: Tree, shape: Shape): string[] {
  const found = new Set<string>()
  const descend = (node: Tree, above: readonly string[]) => {
    const folder = shape.classFolder(above)
    if (folder !== undefined && node.direct) found.add(folder)
    for (const [name, below] of node.folders) descend(below, [...above, name])
  }
  descend(tree, [])
  return [...found]
}

function splitsOf(tree: Tree, { splitLevel }: Shape): Split[] {
  if (splitLevel === null) return []
  let nodes = [tree]
  for (let level = 0; level < splitLevel; level++) nodes = nodes.flatMap((node) => [...node.folders.values()])
  return nodes.flatMap((node) => [...node.folders.keys()].map(splitNamed).filter((split) => split !== undefined))
}
