/** The order of classes, and how many pictures each has. Pure. */
import type { ClassSummary } from '../../../../preload/contract/index.ts'

/** Pictures of a class in all splits. */
export function imagesOf({ counts }: Pick<ClassSummary, 'counts'>): number {
  return counts.train + counts.validation + counts.test
}

/** The list with one item at another place; places beyond the ends are the ends. */
export function moved<Item>(items: readonly Item[], item: Item, place: number): Item[] {
  const others = items.filter((other) => other !== item)
  const at = Math.max(0, Math.min(others.length, place))
  return [...others.slice(0, at), item, ...others.slice(at)]
}
