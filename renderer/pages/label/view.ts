/** Which pictures of a dataset the grid shows. Pure. */
import type { ImageFilter } from '../../../preload/contract/index.ts'

export interface View {
  readonly filter: ImageFilter
}

export const allPictures: View = { filter: {} }

/** Whether the view leaves pictures out because of what a person chose. */
export function isNarrowed({ filter }: View): boolean {
  return Object.keys(filter).length > 0
}
