/**
 * A chart as an SVG picture that stands by itself: title, legend, axes and curves, for slides and papers. The chart on
 * the page is drawn by uPlot; this is only its export. Pure.
 */
import type { Curve, View } from './curve.ts'
import { valueRange } from './range.ts'
import { logTicks, ticks } from './ticks.ts'

export interface ChartPicture {
  readonly title: string
  readonly xName: string
  readonly curves: readonly Curve[]
  readonly view: View
  readonly isLog: boolean
  readonly yStart: number | undefined
  readonly formatX: (value: number) => string
  readonly formatY: (value: number) => string
  readonly colourOf: (curve: Curve) => string
  readonly ink: { readonly text: string; readonly faint: string; readonly grid: string; readonly surface: string }
}

export const svgWidth = 960
export const svgHeight = 540
const [left, right, top, bottom] = [72, 24, 84, 48]

export function chartAsSvg(picture: ChartPicture): string {
  const { title, xName, curves, view, isLog, yStart, ink } = picture
  const visible = curves.map((curve) => clip(curve, view))
  const values = visible.flatMap(({ y, band }) => [...y, ...(band?.low ?? []), ...(band?.high ?? [])])
  const shown = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0))
  const [low, high] = valueRange(lowest(shown), highest(shown), { start: yStart, isLog })

  const placeX = (x: number) => left + ((x - view.start) / (view.end - view.start)) * (svgWidth - left - right)
  const share = isLog
    ? (y: number) => Math.log(y / low) / Math.log(high / low)
    : (y: number) => (y - low) / (high - low)
  const placeY = (y: number) => svgHeight - bottom - share(y) * (svgHeight - top - bottom)
  const place = (x: number, y: number) => `${round(placeX(x))},${round(placeY(y))}`
  const path = (x: readonly number[], y: readonly number[]) =>
    x.flatMap((at, index) => (isShown(y[index], isLog) ? [place(at, y[index]!)] : [])).join(' ')

  const rules = (isLog ? logTicks(low, high) : ticks(low, high, 6)).map((tick) => {
    const y = round(placeY(tick))
    return `<path d="M${left} ${y}H${svgWidth - right}" stroke="${ink.grid}"/>${text(left - 10, y + 4, picture.formatY(tick), ink.faint, 'end')}`
  })
  const marks = ticks(view.start, view.end, 8).map((tick) =>
    text(placeX(tick), svgHeight - bottom + 20, picture.formatX(tick), ink.faint, 'middle'),
  )
  const lines = visible.map((curve) => {
    const colour = picture.colourOf(curve)
    const band = curve.band
      ? `<polygon points="${path(curve.x, curve.band.high)} ${path([...curve.x].reverse(), [...curve.band.low].reverse())}" fill="${colour}" opacity="0.2"/>`
      : ''
    const dash = curve.dashed ? ' stroke-dasharray="6 4"' : ''
    return `${band}<polyline points="${path(curve.x, curve.y)}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dash}/>`
  })
  const legend = curves.map((curve, index) => {
    const x = left + index * ((svgWidth - left - right) / Math.max(4, curves.length))
    const dash = curve.dashed ? ' stroke-dasharray="6 4"' : ''
    return `<path d="M${round(x)} 58h22" stroke="${picture.colourOf(curve)}" stroke-width="3"${dash}/>${text(x + 28, 62, curve.name, ink.text, 'start')}`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${svgWidth}" height="${svgHeight}" viewBox="0 0 ${svgWidth} ${svgHeight}" font-family="Inter, system-ui, sans-serif" font-size="13">`,
    `<rect width="100%" height="100%" fill="${ink.surface}"/>`,
    `<text x="${left}" y="34" font-size="18" font-weight="600" fill="${ink.text}">${escape(title)}</text>`,
    ...legend,
    ...rules,
    ...marks,
    text(svgWidth - right, svgHeight - 8, xName, ink.faint, 'end'),
    ...lines,
    '</svg>',
  ].join('\n')
}

/** The points of a curve within the view. */
function clip(curve: Curve, { start, end }: View): Curve {
  const { x, y, band } = curve
  const from = Math.max(
    0,
    x.findIndex((at) => at >= start),
  )
  const past = x.findIndex((at) => at > end)
  const to = past < 0 ? x.length : past
  const part = (values: readonly number[]) => values.slice(from, to)
  return { ...curve, x: part(x), y: part(y), ...(band ? { band: { low: part(band.low), high: part(band.high) } } : {}) }
}

function isShown(value: number | undefined, isLog: boolean): boolean {
  return value !== undefined && Number.isFinite(value) && (!isLog || value > 0)
}

function lowest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((least, value) => Math.min(least, value))
}

function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value))
}

function text(x: number, y: number, words: string, colour: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${colour}" text-anchor="${anchor}">${escape(words)}</text>`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
