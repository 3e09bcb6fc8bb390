import { describe, expect, it } from 'vitest'
import { pan, within, zoom } from '../../../../renderer/components/chart/view.ts'

const full = { start: 0, end: 100 }

describe('the view of an axis', () => {
  it('comes closer about a point that stays in place', () => {
    expect(zoom(null, full, 25, 0.5)).toEqual({ start: 12.5, end: 62.5 })
    expect(zoom({ start: 20, end: 40 }, full, 40, 0.5)).toEqual({ start: 30, end: 40 })
  })

  it('goes back to all, and never beyond', () => {
    expect(zoom({ start: 20, end: 40 }, full, 30, 100)).toBeNull()
    expect(zoom({ start: 0, end: 40 }, full, 0, 2)).toEqual({ start: 0, end: 80 })
  })

  it('never becomes a point', () => {
    const view = zoom({ start: 50, end: 50.0001 }, full, 50, 1e-9)!
    expect(view.end - view.start).toBeCloseTo(1e-4)
  })

  it('moves along the axis and stops at its ends', () => {
    expect(pan({ start: 20, end: 40 }, full, 0.5)).toEqual({ start: 30, end: 50 })
    expect(pan({ start: 20, end: 40 }, full, -5)).toEqual({ start: 0, end: 20 })
    expect(pan({ start: 20, end: 40 }, full, 50)).toEqual({ start: 80, end: 100 })
    expect(pan(null, full, 1)).toBeNull()
  })

  it('is cut to the axis', () => {
    expect(within({ start: -5, end: 30 }, full)).toEqual({ start: 0, end: 30 })
    expect(within({ start: -5, end: 300 }, full)).toBeNull()
  })
})
