/** Curves as a table for other programs. Pure. */
import { csv } from '../../tables.ts'
import type { Curve } from './curve.ts'
import { join } from './join.ts'

/** A row for each point of any curve; the ground of a curve takes two columns beside it. */
export function curvesAsCsv(xName: string, curves: readonly Curve[]): string {
  const { x, columns } = join(curves)
  const suffix = { line: '', low: ' (min)', high: ' (max)' }
  const header = [xName, ...columns.map(({ curve, role }) => curve.name + suffix[role])]
  return csv([header, ...x.map((value, row) => [value, ...columns.map(({ values }) => values[row] ?? null)])])
}
