import { describe, expect, it } from 'vitest'
import { everything, move, nothing, pick } from '../../../../renderer/pages/label/selection.ts'
import type { Selection } from '../../../../renderer/pages/label/selection.ts'

const plain = { extend: false, toggle: false }
const shift = { extend: true, toggle: false }
const control = { extend: false, toggle: true }
const both = { extend: true, toggle: true }

const chosen = (selection: Selection) => [...selection.chosen].sort((a, b) => a - b)

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

  it('moves with the arrows and stops at both ends', () => {
    const start = pick(nothing, 2, plain)
    expect(move(start, 4, 10, plain)).toMatchObject({ focus: 6, anchor: 6 })
    expect(move(start, -4, 10, plain).focus).toBe(2)
    expect(move(start, 8, 10, plain).focus).toBe(2)
    expect(chosen(move(start, 2, 10, shift))).toEqual([2, 3, 4])
  })

  it('moves without choosing while Ctrl is held', () => {
    const moved = move(pick(nothing, 2, plain), 1, 10, control)
    expect(moved.focus).toBe(3)
    expect(chosen(moved)).toEqual([2])
  })

  it('chooses all', () => {
    expect(everything(nothing, 100_000).chosen.size).toBe(100_000)
  })
})
