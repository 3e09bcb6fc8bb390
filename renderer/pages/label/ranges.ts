/**
 * Sets of positions in a list, kept as ranges: all of a million pictures cost one pair of numbers, and Shift over a
 * hundred thousand costs no more than over two. Pure; every change gives a new set.
 */

/** Positions `from` to `to`, both included. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Ascending, with a gap of at least one position between two. */
export type Ranges = readonly Range[]

export const empty: Ranges = []

/** How many positions are in the set. */
export function size(ranges: Ranges): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

export function has(ranges: Ranges, position: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const { from, to } = ranges[middle]!
    if (position < from) high = middle - 1
    else if (position > to) low = middle + 1
    else return true
  }
  return false
}

/** The range between two positions, in either order. */
export function between(one: number, other: number): Range {
  return { from: Math.min(one, other), to: Math.max(one, other) }
}

export function add(ranges: Ranges, { from, to }: Range): Ranges {
  const before = ranges.filter((range) => range.to < from - 1)
  const after = ranges.filter((range) => range.from > to + 1)
  const touching = ranges.slice(before.length, ranges.length - after.length)
  const merged = { from: Math.min(from, touching[0]?.from ?? from), to: Math.max(to, touching.at(-1)?.to ?? to) }
  return [...before, merged, ...after]
}

export function remove(ranges: Ranges, { from, to }: Range): Ranges {
  return ranges.flatMap((range) => [
    ...(range.from < from ? [{ from: range.from, to: Math.min(range.to, from - 1) }] : []),
    ...(range.to > to ? [{ from: Math.max(range.from, to + 1), to: range.to }] : []),
  ])
}

/** Every position in ascending order. */
export function* positions(ranges: Ranges): Generator<number> {
  for (const { from, to } of ranges) for (let position = from; position <= to; position++) yield position
}
