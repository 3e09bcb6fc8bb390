/**
 * Which pictures of a list are chosen, by position, and where the keyboard is. Pure: every action gives a new state,
 * so that the rules of Click, Ctrl and Shift can be tested without a page.
 */
export interface Selection {
  readonly chosen: ReadonlySet<number>
  /** Where a range begins that Shift extends. */
  readonly anchor: number
  /** Where the arrow keys are. */
  readonly focus: number
}

export const nothing: Selection = { chosen: new Set(), anchor: 0, focus: 0 }

export interface Modifiers {
  /** Shift: from the anchor to here. */
  readonly extend: boolean
  /** Ctrl or Command: this one more, or less. */
  readonly toggle: boolean
}

/** What a click at `index` makes of it. */
export function pick(selection: Selection, index: number, { extend, toggle }: Modifiers): Selection {
  if (extend) {
    const range = span(selection.anchor, index)
    return {
      chosen: toggle ? new Set([...selection.chosen, ...range]) : new Set(range),
      anchor: selection.anchor,
      focus: index,
    }
  }
  if (!toggle) return { chosen: new Set([index]), anchor: index, focus: index }
  const chosen = new Set(selection.chosen)
  if (!chosen.delete(index)) chosen.add(index)
  return { chosen, anchor: index, focus: index }
}

/** What moving the focus by `step` positions in a list of `total` makes of it. */
export function move(selection: Selection, step: number, total: number, modifiers: Modifiers): Selection {
  const target = selection.focus + step
  const index = target < 0 || target >= total ? selection.focus : target
  if (modifiers.toggle && !modifiers.extend) return { ...selection, focus: index }
  return pick(selection, index, modifiers)
}

export function everything(selection: Selection, total: number): Selection {
  return { ...selection, chosen: new Set(span(0, total - 1)) }
}

/** Positions from one to the other, both included, in ascending order. */
function span(from: number, to: number): number[] {
  const first = Math.min(from, to)
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => first + step)
}
