/**
 * Comma-separated values (RFC 4180), with `;` or a tab as well. A field in quotes may not go over lines, so that one
 * forgotten quote spoils one line.
 */

/** The fields of a line; throws where its quotes do not match. */
export function csvFields(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator)
  const fields: string[] = []
  for (let at = 0; ;) {
    const isQuoted = line[at] === '"'
    const end = isQuoted ? closingQuote(line, at) + 1 : nextOrEnd(line, separator, at)
    if (end !== line.length && line[end] !== separator) throw new Error('something follows a closing quote')
    fields.push(isQuoted ? line.slice(at + 1, end - 1).replaceAll('""', '"') : line.slice(at, end))
    if (end === line.length) return fields
    at = end + 1
  }
}

/** The separator that a header line is written with. */
export function separatorOf(header: string): string {
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length }))
  return counts.reduce((one, other) => (other.count > one.count ? other : one)).separator
}

/** A field, in quotes where it needs them. */
export function csvField(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function closingQuote(line: string, open: number): number {
  for (let at = line.indexOf('"', open + 1); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return at
  }
  throw new Error('a quote is not closed')
}

function nextOrEnd(line: string, separator: string, from: number): number {
  const next = line.indexOf(separator, from)
  return next === -1 ? line.length : next
}
