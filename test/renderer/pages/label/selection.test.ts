import { describe, expect, it } from 'vitest'
import { positions } from '../../../../renderer/pages/label/ranges.ts'
import {
  band,
  everything,
  isSingle,
  move,
  next,
  nothing,
  only,
  pick,
} from '../../../../renderer/pages/label/selection.ts'
import type { Selection } from '../../../../renderer/pages/label/selection.ts'

const plain = { extend: false, toggle: false }
const shift = { extend: true, toggle: false }
const control = { extend: false, toggle: true }
const both = { extend: true, toggle: true }

/** Rows of four: 0–3, 4–7, 8–9. */
const reach = { total: 10, columns: 4, rows: 2 }

const chosen = (selection: Selection) => [...positions(selection.chosen)]

describe('selection', () => {
  it('chooses one by a click, and another instead by the next', () => {
    expect(chosen(pick(pick(nothing, 3, plain), 7, plain))).toEqual([7])
  })

  it('adds and takes away with Ctrl', () => {
    const two = pick(pick(nothing, 3, plain), 7, control)
    expect(chosen(two)).toEqual([3, 7])
    expect(chosen(pick(two, 3, control))).toEqual([7])
  })

  it('takes the range from the anchor with Shift, in either direction, and keeps the anchor', () => {
    const up = pick(pick(nothing, 5, plain), 8, shift)
    expect(chosen(up)).toEqual([5, 6, 7, 8])
    expect(chosen(pick(up, 3, shift))).toEqual([3, 4, 5])
  })

  it('adds a range to what is chosen with Ctrl and Shift', () => {
    const first = pick(pick(nothing, 1, plain), 10, control)
    expect(chosen(pick(first, 12, both))).toEqual([1, 10, 11, 12])
  })

  it.each([
    ['left', 1],
    ['right', 3],
    ['up', 2],
    ['down', 6],
    ['pageUp', 0],
    ['pageDown', 9],
    ['first', 0],
    ['last', 9],
  ] as const)('moves %s', (direction, expected) => {
    expect(move(only(2), direction, reach, plain)).toEqual(only(expected))
  })

  it('stops at the edges, and reaches a last row that is shorter', () => {
    expect(move(only(0), 'left', reach, plain).focus).toBe(0)
    expect(move(only(9), 'right', reach, plain).focus).toBe(9)
    expect(move(only(7), 'down', reach, plain).focus).toBe(9)
    expect(move(only(9), 'down', reach, plain).focus).toBe(9)
  })

  it('extends by Shift', () => {
    expect(chosen(move(only(2), 'down', reach, shift))).toEqual([2, 3, 4, 5, 6])
  })

  it('moves without choosing while Ctrl is held', () => {
    const moved = move(only(2), 'right', reach, control)
    expect(moved.focus).toBe(3)
    expect(chosen(moved)).toEqual([2])
  })

  it('chooses all', () => {
    expect(everything(nothing, 100_000).chosen).toEqual([{ from: 0, to: 99_999 }])
    expect(chosen(everything(nothing, 0))).toEqual([])
  })

  it('goes on after the last of those that are chosen, and stays at the end', () => {
    expect(next(pick(pick(nothing, 3, plain), 6, shift), 10)).toEqual(only(7))
    expect(next(only(9), 10)).toEqual(only(9))
    expect(next(nothing, 10)).toEqual(only(1))
  })

  it('takes what a rubber band covers, with Ctrl beside what was chosen', () => {
    const rows = [
      { from: 5, to: 6 },
      { from: 15, to: 16 },
    ]
    expect(band(only(1), rows, { toggle: false })).toEqual({ chosen: rows, anchor: 5, focus: 16 })
    expect(chosen(band(only(1), rows, { toggle: true }))).toEqual([1, 5, 6, 15, 16])
    expect(chosen(band(only(1), [], { toggle: false }))).toEqual([])
  })

  it('knows one from several', () => {
    expect([nothing, only(4), pick(only(4), 5, shift)].map(isSingle)).toEqual([true, true, false])
  })
})
