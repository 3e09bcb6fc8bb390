/** Which pictures of a dataset the grid shows, and in which order. Pure. */
import type { ImageFilter, ImageSort } from '../../../preload/contract/index.ts'

export interface View {
  readonly filter: ImageFilter
  readonly sort: ImageSort
}

export const importOrder: ImageSort = { by: 'import', descending: false }
export const allPictures: View = { filter: {}, sort: importOrder }

/** Whether the view leaves pictures out because of what a person chose. */
export function isNarrowed({ filter }: View): boolean {
  return Object.keys(filter).length > 0
}

/** The view with its filter changed; `undefined` takes a part of it away. */
export function narrowed(
  { filter, sort }: View,
  change: { readonly [Part in keyof ImageFilter]?: ImageFilter[Part] | undefined },
): View {
  const parts = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined)
  return { filter: Object.fromEntries(parts), sort }
}
