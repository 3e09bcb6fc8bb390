/** What a run took for what, as people look at it. Pure. */
import type { Confusions } from '../../../preload/contract/index.ts'

export interface ClassErrors {
  /** Position among the run's classes. */
  readonly position: number
  readonly pictures: number
  readonly wrong: number
}

/** Every class with pictures, in the run's order. */
export function errorsByClass({ classes, counts }: Confusions): readonly ClassErrors[] {
  const pictures = classes.map(() => 0)
  const wrong = classes.map(() => 0)
  for (const count of counts) {
    pictures[count.truth]! += count.pictures
    if (count.truth !== count.answer) wrong[count.truth]! += count.pictures
  }
  return classes
    .map((_, position) => ({ position, pictures: pictures[position]!, wrong: wrong[position]! }))
    .filter((one) => one.pictures > 0)
}

export interface Pair {
  readonly truth: number
  readonly answer: number
  readonly pictures: number
  /** Of all pictures of the class, 0 to 1. */
  readonly share: number
}

/** The classes that were taken for another, the most frequent confusions first. */
export function pairsOf(confusions: Confusions, most: number): readonly Pair[] {
  const totals = new Map(errorsByClass(confusions).map(({ position, pictures }) => [position, pictures]))
  return confusions.counts
    .filter(({ truth, answer }) => truth !== answer)
    .map((count) => ({ ...count, share: count.pictures / totals.get(count.truth)! }))
    .sort((a, b) => b.pictures - a.pictures || b.share - a.share)
    .slice(0, most)
}

export interface Cell {
  readonly answer: number
  readonly pictures: number
  /** Of all pictures of the row, 0 to 1. */
  readonly share: number
}

export interface Row extends ClassErrors {
  readonly cells: readonly Cell[]
}

/** A table of at most `most` classes, those with the most mistakes, in the run's order: a row each, with a cell for each. */
export function tableOf(confusions: Confusions, most: number): readonly Row[] {
  const shown = errorsByClass(confusions)
    .toSorted((a, b) => b.wrong - a.wrong)
    .slice(0, most)
    .sort((a, b) => a.position - b.position)
  const counted = new Map(confusions.counts.map(({ truth, answer, pictures }) => [`${truth} ${answer}`, pictures]))
  return shown.map((row) => ({
    ...row,
    cells: shown.map(({ position: answer }) => {
      const pictures = counted.get(`${row.position} ${answer}`) ?? 0
      return { answer, pictures, share: pictures / row.pictures }
    }),
  }))
}
