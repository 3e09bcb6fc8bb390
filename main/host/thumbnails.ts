/** The address of a thumbnail, as `preload/contract/images.ts` makes it, read back. */

/** The picture's id, or null where the path is another's. */
export function thumbnailId(pathname: string): number | null {
  const [, digits] = /^\/pictures\/thumbnail\/([1-9]\d{0,14})$/.exec(pathname) ?? []
  return digits === undefined ? null : Number(digits)
}
