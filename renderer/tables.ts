/** Tables as text for other programs: CSV (RFC 4180) for files, tab-separated for the clipboard. Pure. */

type Cell = string | number | null

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
