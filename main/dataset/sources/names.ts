/** Tells pictures by their names, and names of splits. */
import type { Split } from '../../../preload/contract/index.ts'

/** Formats that can be read, and those that people would miss without a word about them. */
const picture = /\.(jpe?g|jpe|jfif|png|webp|avif|gif|tiff?|bmp|heic|heif|jxl|svg|psd)$/i

export function isPictureName(name: string): boolean {
  return picture.test(name)
}

/** Hidden files, and the folder in which macOS keeps what an archive of its own has no place for. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX'
}

const splitNames: readonly (readonly [RegExp, Split])[] = [
  [/^train(ing)?$/i, 'train'],
  [/^(val(id|idation)?|dev)$/i, 'validation'],
  [/^test(ing)?$/i, 'test'],
]

/** The split of that name, as folders and manifests spell it. */
export function splitNamed(name: string): Split | undefined {
  return splitNames.find(([pattern]) => pattern.test(name))?.[1]
}
