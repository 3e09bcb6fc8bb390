/** Moving about on an axis: every answer lies within `full`, and `null` stands for all of it. Pure. */
import type { View } from './curve.ts'

/** Smallest part of the axis that can be shown. */
const closest = 1e-6

/** Shows `factor` times as much of the axis (below 1: closer), `at` staying where it is. */
export function zoom(view: View | null, full: View, at: number, factor: number): View | null {
  const { start, end } = view ?? full
  const length = Math.max((end - start) * factor, (full.end - full.start) * closest)
  const before = (at - start) / (end - start)
  return within({ start: at - before * length, end: at + (1 - before) * length }, full)
}

/** Moves by `share` of what is shown; to later values where it is above 0. */
export function pan(view: View | null, full: View, share: number): View | null {
  if (!view) return null
  const length = view.end - view.start
  const start = Math.min(Math.max(view.start + share * length, full.start), full.end - length)
  return within({ start, end: start + length }, full)
}

/** The part of `view` that lies in `full`; `null` where that is all of it. */
export function within({ start, end }: View, full: View): View | null {
  if (start <= full.start && end >= full.end) return null
  return { start: Math.max(start, full.start), end: Math.min(end, full.end) }
}
