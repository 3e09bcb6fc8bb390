/** What uPlot is told: how curves, axes and bands look. It knows no page and no data. */
import type uPlot from 'uplot'
import type { Palette } from '../../styles/palette.ts'
import { logTicks } from './ticks.ts'
import { valueRange } from './range.ts'
import type { Column } from './join.ts'
import type { Curve } from './curve.ts'

export interface PlotLook {
  readonly palette: Palette
  readonly columns: readonly Column[]
  readonly colourOf: (curve: Curve) => string
  readonly isLog: boolean
  readonly yStart: number | undefined
  readonly formatX: (value: number) => string
  readonly formatTick: (value: number) => string
}

/** Scales, axes, series and bands of a plot. */
export function plotLook(look: PlotLook): Pick<uPlot.Options, 'scales' | 'axes' | 'series' | 'bands'> {
  const { palette, columns, isLog, yStart } = look
  const axis: uPlot.Axis = {
    stroke: palette.faint,
    font: "11px 'Inter Variable', system-ui",
    grid: { stroke: palette.grid, width: 1 },
    ticks: { show: false },
  }
  return {
    scales: {
      x: { time: false, auto: false },
      y: {
        // uPlot's enumeration is in its types alone: 3 is the logarithm.
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
        distr: isLog ? 3 : 1,
        range: (_, low, high) => valueRange(low, high, { start: isLog ? undefined : yStart, isLog }),
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 26,
        space: 60,
        values: (_, marks) => marks.map((mark) => (Number.isInteger(mark) ? look.formatX(mark) : '')),
      },
      {
        ...axis,
        size: 52,
        space: 34,
        values: (_, marks) => marks.map(look.formatTick),
        ...(isLog ? { splits: (_: uPlot, __: number, low: number, high: number) => logTicks(low, high) } : {}),
        ...(isLog ? { filter: (_: uPlot, marks: number[]) => marks } : {}),
      },
    ],
    series: [{}, ...columns.map((column) => series(column, look))],
    bands: columns.flatMap(({ curve, role }, index) =>
      role === 'high'
        ? [{ series: [index + 1, index + 2] as [number, number], fill: faded(look.colourOf(curve)) }]
        : [],
    ),
  }
}

function series({ curve, role }: Column, { colourOf, palette }: PlotLook): uPlot.Series {
  if (role !== 'line') return { label: curve.name, width: 0, spanGaps: true, points: { show: false } }
  return {
    label: curve.name,
    stroke: colourOf(curve),
    width: 2,
    spanGaps: true,
    points: { show: curve.dots ?? false, size: 5, width: 2, fill: palette.surface },
    ...(curve.dashed ? { dash: [6, 4] } : {}),
  }
}

/** The colour of a band, from `#rrggbb`. */
function faded(colour: string): string {
  return `${colour}38`
}
