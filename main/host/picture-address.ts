/** The address of a picture, as `preload/contract/images.ts` makes it, read back. */
import { pictureKinds, type PictureKind } from '../../preload/contract/index.ts'

export interface PictureAddress {
  readonly kind: PictureKind
  readonly imageId: number
}

const pattern = new RegExp(`^/pictures/(${pictureKinds.join('|')})/([1-9]\\d{0,14})$`)

/** Null where the path is another's. */
export function pictureAddress(pathname: string): PictureAddress | null {
  const [, kind, digits] = pattern.exec(pathname) ?? []
  return kind === undefined ? null : { kind: kind as PictureKind, imageId: Number(digits) }
}
