/** Curves as columns over one joined axis: what uPlot draws and what a CSV file holds. Pure. */
import type { Curve } from './curve.ts'

export interface Column {
  readonly curve: Curve
  readonly role: 'line' | 'low' | 'high'
  /** At each point of the axis; `null` where the curve has none. */
  readonly values: readonly (number | null)[]
}

export interface Joined {
  readonly x: readonly number[]
  readonly columns: readonly Column[]
}

export function join(curves: readonly Curve[]): Joined {
  const x = [...new Set(curves.flatMap((curve) => curve.x))].sort((a, b) => a - b)
  return {
    x,
    columns: curves.flatMap((curve) => {
      const place = (values: readonly number[]) => placed(x, curve.x, values)
      const line: Column = { curve, role: 'line', values: place(curve.y) }
      if (!curve.band) return [line]
      return [
        { curve, role: 'high', values: place(curve.band.high) },
        { curve, role: 'low', values: place(curve.band.low) },
        line,
      ]
    }),
  }
}

function placed(axis: readonly number[], x: readonly number[], y: readonly number[]): (number | null)[] {
  let at = 0
  return axis.map((place) => {
    if (x[at] !== place) return null
    const value = y[at++]
    return value === undefined || !Number.isFinite(value) ? null : value
  })
}

/** The value at a position, or the last one before it: curves of epochs have none at most steps. */
export function valueAt(values: readonly (number | null)[], at: number): number | null {
  for (let index = at; index >= 0; index--) {
    const value = values[index]
    if (value !== null && value !== undefined) return value
  }
  return null
}
