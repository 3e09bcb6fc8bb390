/** Tables of text: columns as wide as their widest cell, numbers to the right. */

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

const gap = '  '

/** Lines of the table, its titles first, without trailing spaces. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  return [columns.map(({ title }) => title), ...rows].map((row) => tableRow(columns, widths, row)).join('\n')
}

/** One line of a table whose widths are known beforehand. */
export function tableRow(columns: readonly Column[], widths: readonly number[], cells: readonly string[]): string {
  const padded = columns.map(({ align = 'left' }, index) => {
    const [cell, width] = [cells[index] ?? '', widths[index] ?? 0]
    return align === 'right' ? cell.padStart(width) : cell.padEnd(width)
  })
  return padded.join(gap).trimEnd()
}
