/** Tables as text for other programs: CSV (RFC 4180) for files, tab-separated for the clipboard. Pure. */
import type { Curve } from './curve.ts'
import { join } from './join.ts'

type Cell = string | number | null

/** A row for each point of any curve; the ground of a curve takes two columns beside it. */
export function curvesAsCsv(xName: string, curves: readonly Curve[]): string {
  const { x, columns } = join(curves)
  const suffix = { line: '', low: ' (min)', high: ' (max)' }
  const header = [xName, ...columns.map(({ curve, role }) => curve.name + suffix[role])]
  return csv([header, ...x.map((value, row) => [value, ...columns.map(({ values }) => values[row] ?? null)])])
}

/** Lines end as RFC 4180 wants them; a cell that could be taken for a formula is told to be text. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

export function tabSeparated(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map((cell) => String(cell ?? '').replace(/[\t\n\r]+/g, ' ')).join('\t')).join('\n')
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
