/**
 * What every kind of source is: pictures one after the other, each with its path below the source and where its bytes
 * are. A source decodes nothing and knows no dataset.
 */
import type { SourceKind, Split } from '../../../preload/contract/index.ts'
import type { Location } from '../../image/location.ts'
import type { Tree } from './tree.ts'

/** A file named as a picture, or what is listed in its place with a reason. */
export type Entry = FoundPicture | LeftOut

export interface FoundPicture {
  /** Relative to the source, with `/`. */
  readonly path: string
  readonly location: Location
  /** What a manifest says of it; absent in other sources, whose folders name the class. */
  readonly row?: { readonly label: string | null; readonly split: Split | null }
}

export interface LeftOut {
  readonly path: string
  readonly reason: string
}

/** What a first look finds, before there is a dataset. */
export interface Look {
  readonly tree: Tree
  /** Classes that a manifest names. */
  readonly labels: ReadonlySet<string>
  /** Splits that a manifest names. */
  readonly splits: ReadonlySet<Split>
  /** All entries, and those that are pictures as far as can be told. */
  readonly entries: number
  readonly pictures: number
}

/**
 * Hears how much of a source has been gone through, 0 to 1, or `null` where nobody can know: often, also where nothing is
 * found. To end it, it throws.
 */
export type Hear = (share: number | null) => void

export const unheard: Hear = () => undefined

export interface Source {
  readonly kind: SourceKind
  /** As chosen: folder, archive or manifest; absolute, links resolved. */
  readonly path: string
  /** What the paths of its entries begin in, as an absolute path. */
  readonly folder: string
  /** The same entries in the same order every time. */
  entries(hear?: Hear): AsyncIterable<Entry>
}
