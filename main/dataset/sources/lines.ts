/** Reads a text file line by line in bounded memory. */
import { open } from 'node:fs/promises'

/** Longest line, in bytes; what is longer is cut, and told as `null`. */
const longestLine = 2 ** 16

/** The lines without their ends; `null` for one that is too long. A byte order mark is left out. */
export async function* readLines(file: string): AsyncGenerator<string | null> {
  await using handle = await open(file)
  const buffer = Buffer.alloc(2 ** 18)
  let rest = Buffer.alloc(0)
  let isTooLong = false
  let isFirst = true
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null)
    if (bytesRead === 0) break
    let from = 0
    for (let end = buffer.indexOf(0x0a); end !== -1 && end < bytesRead; end = buffer.indexOf(0x0a, from)) {
      const line = Buffer.concat([rest, buffer.subarray(from, end)])
      yield isTooLong || line.length > longestLine ? null : textOf(line)
      rest = Buffer.alloc(0)
      isTooLong = false
      from = end + 1
    }
    rest = Buffer.concat([rest, buffer.subarray(from, bytesRead)])
    if (rest.length > longestLine) {
      isTooLong = true
      rest = Buffer.alloc(0)
    }
  }
  if (isTooLong) yield null
  else if (rest.length > 0) yield textOf(rest)

  function textOf(line: Buffer): string {
    const text = line.toString('utf8').replace(/\r$/, '')
    const bare = isFirst ? text.replace(/^\ufeff/, '') : text
    isFirst = false
    return bare
  }
}
