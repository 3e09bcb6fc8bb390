/** Draws curves as an SVG picture: panels side by side, each with its axes and its legend. */

export interface Curve {
  readonly name: string
  readonly colour: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface Panel {
  readonly title: string
  readonly xTitle: string
  readonly curves: readonly Curve[]
  /** Writes a value of the y axis. */
  readonly format: (value: number) => string
}

const [panelWidth, panelHeight] = [460, 320]
const margin = { top: 44, right: 20, bottom: 72, left: 60 }
const [plotWidth, plotHeight] = [panelWidth - margin.left - margin.right, panelHeight - margin.top - margin.bottom]
const gridLines = 4

export function drawChart(panels: readonly Panel[]): string {
  const width = panelWidth * panels.length
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(panelHeight)}" font-family="sans-serif" font-size="12" fill="#333">`,
    `<rect width="${String(width)}" height="${String(panelHeight)}" fill="white"/>`,
    ...panels.map(
      (panel, index) => `<g transform="translate(${String(index * panelWidth)} 0)">${drawPanel(panel)}</g>`,
    ),
    '</svg>\n',
  ].join('\n')
}

function drawPanel({ title, xTitle, curves, format }: Panel): string {
  const points = curves.flatMap((curve) => curve.points)
  const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))]
  const top = Math.max(...points.map(([, y]) => y), Number.MIN_VALUE) * 1.05
  const xOf = (x: number): number => margin.left + ((x - left) / Math.max(right - left, 1)) * plotWidth
  const yOf = (y: number): number => margin.top + (1 - y / top) * plotHeight
  const grid = Array.from({ length: gridLines + 1 }, (_, line) => {
    const value = (top * line) / gridLines
    const y = yOf(value).toFixed(1)
    return (
      `<path d="M${String(margin.left)} ${y}h${String(plotWidth)}" stroke="#ddd"/>` +
      `<text x="${String(margin.left - 8)}" y="${y}" dy="4" text-anchor="end">${format(value)}</text>`
    )
  })
  const bottom = margin.top + plotHeight
  return [
    `<text x="${String(margin.left)}" y="26" font-size="15" font-weight="bold">${escape(title)}</text>`,
    ...grid,
    `<text x="${String(margin.left)}" y="${String(bottom + 18)}">${String(left)}</text>`,
    `<text x="${String(margin.left + plotWidth)}" y="${String(bottom + 18)}" text-anchor="end">${escape(xTitle)} ${String(right)}</text>`,
    ...curves.map((curve) => drawCurve(curve, xOf, yOf)),
    ...curves.map(drawLegend),
  ].join('')
}

function drawCurve({ points, colour }: Curve, xOf: (x: number) => number, yOf: (y: number) => number): string {
  const path = points.map(([x, y]) => `${xOf(x).toFixed(1)} ${yOf(y).toFixed(1)}`).join('L')
  return points.length === 0
    ? ''
    : `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`
}

function drawLegend({ name, colour }: Curve, index: number): string {
  const x = margin.left + index * (plotWidth / 2)
  const y = panelHeight - 24
  return `<path d="M${String(x)} ${String(y)}h18" stroke="${colour}" stroke-width="3"/><text x="${String(x + 26)}" y="${String(y + 4)}">${escape(name)}</text>`
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
