/** Names that mean something to an import: hidden ones, and those of splits. */
import type { Split } from '../../../preload/contract/index.ts'

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
