/**
 * Which pictures of a list are chosen, by position, and where the keyboard is. Pure: every action gives a new state,
 * so that the rules of Click, Ctrl and Shift can be tested without a page.
 */
import type { Direction } from './keys.ts'
import { add, between, empty, has, remove, size } from './ranges.ts'
import type { Range, Ranges } from './ranges.ts'

export interface Selection {
  readonly chosen: Ranges
  /** Where a range begins that Shift extends. */
  readonly anchor: number
  /** Where the arrow keys are. */
  readonly focus: number
}

export const nothing: Selection = { chosen: empty, anchor: 0, focus: 0 }

export interface Modifiers {
  /** Shift: from the anchor to here. */
  readonly extend: boolean
  /** Ctrl or Command: this one more, or less. */
  readonly toggle: boolean
}

/** This one alone. */
export function only(index: number): Selection {
  return { chosen: [{ from: index, to: index }], anchor: index, focus: index }
}

/** What a click at `index` makes of it. */
export function pick(selection: Selection, index: number, { extend, toggle }: Modifiers): Selection {
  if (extend) {
    const range = between(selection.anchor, index)
    return { chosen: toggle ? add(selection.chosen, range) : [range], anchor: selection.anchor, focus: index }
  }
  if (!toggle) return only(index)
  const one = { from: index, to: index }
  const chosen = has(selection.chosen, index) ? remove(selection.chosen, one) : add(selection.chosen, one)
  return { chosen, anchor: index, focus: index }
}

/** How far the keys that move the focus reach. */
export interface Reach {
  /** Pictures of the whole list. */
  readonly total: number
  readonly columns: number
  /** Rows of the box: what Page Up and Page Down go by. */
  readonly rows: number
}

/** What moving the focus makes of it. The arrows stop at the edges; only the last row may be entered sideways. */
export function move(selection: Selection, direction: Direction, reach: Reach, modifiers: Modifiers): Selection {
  const index = target(selection.focus, direction, reach)
  if (modifiers.toggle && !modifiers.extend) return { ...selection, focus: index }
  return pick(selection, index, modifiers)
}

function target(focus: number, direction: Direction, { total, columns, rows }: Reach): number {
  const last = Math.max(0, total - 1)
  switch (direction) {
    case 'left':
      return Math.max(0, focus - 1)
    case 'right':
      return Math.min(last, focus + 1)
    case 'up':
      return focus >= columns ? focus - columns : focus
    case 'down':
      return Math.floor(focus / columns) < Math.floor(last / columns) ? Math.min(last, focus + columns) : focus
    case 'pageUp':
      return Math.max(0, focus - columns * rows)
    case 'pageDown':
      return Math.min(last, focus + columns * rows)
    case 'first':
      return 0
    case 'last':
      return last
  }
}

/**
 * The picture after those that are chosen, alone: where labelling goes on. The last of the list stays chosen, so that
 * its new label is seen.
 */
export function next(selection: Selection, total: number): Selection {
  const last = selection.chosen.at(-1)?.to ?? selection.focus
  return only(Math.min(last + 1, total - 1))
}

export function everything(selection: Selection, total: number): Selection {
  return { ...selection, chosen: total > 0 ? [{ from: 0, to: total - 1 }] : empty }
}

/** What a rubber band over these ranges makes of what was chosen when it began. */
export function band(before: Selection, ranges: readonly Range[], { toggle }: Pick<Modifiers, 'toggle'>): Selection {
  const chosen = ranges.reduce<Ranges>((sum, range) => add(sum, range), toggle ? before.chosen : empty)
  const first = ranges[0]
  if (!first) return { ...before, chosen }
  return { chosen, anchor: first.from, focus: ranges.at(-1)!.to }
}

/** Whether it is one picture, or none: then labelling moves on by itself. */
export function isSingle(selection: Selection): boolean {
  return size(selection.chosen) <= 1
}
