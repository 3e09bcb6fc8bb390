import { describe, expect, it } from 'vitest'
import type { Curve } from '../../../../renderer/components/chart/curve.ts'
import { valueRange } from '../../../../renderer/components/chart/range.ts'
import { chartAsSvg } from '../../../../renderer/components/chart/svg.ts'
import type { ChartPicture } from '../../../../renderer/components/chart/svg.ts'
import { logTicks, ticks } from '../../../../renderer/components/chart/ticks.ts'

const loss: Curve = { name: 'Loss <1>', colour: 'training', x: [0, 50, 100], y: [3, 2, 1] }

function picture(change: Partial<ChartPicture> = {}): string {
  return chartAsSvg({
    title: 'Loss & error',
    xName: 'Step',
    curves: [loss],
    view: { start: 0, end: 100 },
    isLog: false,
    yStart: 0,
    formatX: String,
    formatY: String,
    colourOf: () => '#2b63d9',
    ink: { text: '#111', faint: '#777', grid: '#eee', surface: '#fff' },
    ...change,
  })
}

const line = (svg: string) => /<polyline points="([^"]*)"/.exec(svg)?.[1]?.split(' ') ?? []

describe('a chart as SVG', () => {
  it('draws every point between the axes, from left to right', () => {
    const points = line(picture()).map((point) => point.split(',').map(Number))
    expect(points.map(([x]) => x)).toEqual([72, 504, 936])
    const [first, second, third] = points.map(([, y]) => y!)
    expect(second! - first!).toBeCloseTo(third! - second!, 1)
    expect(first).toBeGreaterThan(84)
    expect(third).toBeLessThan(540 - 48)
  })

  it('draws only what is in view', () => {
    expect(line(picture({ view: { start: 40, end: 60 } }))).toHaveLength(1)
  })

  it('leaves out what has no logarithm', () => {
    const curve = { ...loss, y: [10, 0, 1] }
    expect(line(picture({ curves: [curve], isLog: true }))).toHaveLength(2)
  })

  it('says names as they are, whatever is in them', () => {
    const svg = picture()
    expect(svg).toContain('Loss &amp; error')
    expect(svg).toContain('Loss &lt;1&gt;')
  })

  it('draws the ground of a curve, and dashes', () => {
    const svg = picture({ curves: [{ ...loss, dashed: true, band: { low: [2, 1, 0], high: [4, 3, 2] } }] })
    expect(svg).toMatch(/<polygon points="[^"]+" fill="#2b63d9"/)
    expect(svg).toContain('stroke-dasharray')
  })
})

describe('marks of an axis', () => {
  it('are round numbers', () => {
    expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(ticks(0, 937, 6)).toEqual([0, 200, 400, 600, 800])
    expect(ticks(3, 3, 5)).toEqual([3])
  })

  it('are powers of ten on a logarithmic axis that spans some', () => {
    expect(logTicks(0.005, 30)).toEqual([0.01, 0.1, 1, 10])
    expect(logTicks(1.5, 4)).toEqual([2, 3, 4])
  })
})

describe('the range of values', () => {
  it('begins where it is told, with room above', () => {
    expect(valueRange(1, 2, { start: 0, isLog: false })).toEqual([0, 2.12])
    expect(valueRange(null, null, { start: 0, isLog: false })).toEqual([0, 1])
    expect(valueRange(0, 0, { start: 0, isLog: false })).toEqual([0, 1])
    expect(valueRange(0, 0, { start: undefined, isLog: false })).toEqual([0, 1])
  })

  it('multiplies on a logarithmic axis', () => {
    const [low, high] = valueRange(0.1, 10, { start: undefined, isLog: true })
    expect(low * high).toBeCloseTo(1)
    expect(high).toBeGreaterThan(10)
  })
})
