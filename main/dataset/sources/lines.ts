/** Reads a text file line by line in bounded memory. */
import { fileParts } from './file-parts.ts'
import { unheard, type Hear } from './source.ts'

/** Longest line, in characters; a longer one is told as `null`. */
const longestLine = 2 ** 16

/**
 * The lines without their ends, many at a time because a million of them one by one take seconds. A byte order mark is
 * left out.
 */
export async function* readLines(file: string, hear: Hear = unheard): AsyncGenerator<readonly (string | null)[]> {
  let rest = ''
  let isTooLong = false
  let isFirst = true
  for await (const part of fileParts(file, hear)) {
    const text = isFirst ? part.replace(/^\ufeff/, '') : part
    isFirst = false
    const pieces = (rest + text).split('\n')
    rest = pieces.pop()!
    const lines = pieces.map(lineOf)
    if (isTooLong && lines.length > 0) {
      lines[0] = null
      isTooLong = false
    }
    if (rest.length > longestLine) {
      isTooLong = true
      rest = ''
    }
    yield lines
  }
  if (isTooLong) yield [null]
  else if (rest !== '') yield [lineOf(rest)]
}

function lineOf(text: string): string | null {
  if (text.length > longestLine) return null
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
