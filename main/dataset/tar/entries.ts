/** Reads the entries of a tar archive one after the other, with the long names that pax and GNU give them. */
import type { Bytes } from './bytes.ts'
import { blockBytes, decode, padding, readHeader, type TarHeader } from './header.ts'

export interface TarEntry extends TarHeader {
  /** Where its content begins in the archive. While this entry is the current one, the bytes stand there. */
  readonly start: number
}

/** Bytes of a name or of pax's records, at most: what nobody honest comes near to. */
const longestRecord = 2 ** 20

/** What is said of the next entry. */
interface Said {
  readonly name?: string
  readonly size?: number
  readonly modifiedAt?: number
}

/** Ends at the empty block or where there are no more bytes; throws where the archive is damaged or breaks off. */
export async function* tarEntries(bytes: Bytes): AsyncGenerator<TarEntry> {
  let said: Said = {}
  for (;;) {
    const block = await bytes.take(blockBytes)
    if (block.length === 0) return
    if (block.length < blockBytes) throw new Error('it ends in a header')
    const header = readHeader(block)
    if (!header) return
    const start = bytes.position
    switch (header.type) {
      case 'x':
        said = { ...said, ...paxRecords(await record(bytes, header)) }
        break
      case 'L':
        said = { ...said, name: decode(withoutEnd(await record(bytes, header))) }
        break
      case 'g':
      case 'K':
        break
      default:
        yield { ...header, ...said, start }
        break
    }
    const isSaid = 'xLgK'.includes(header.type)
    const size = isSaid ? header.size : (said.size ?? header.size)
    if (!isSaid) said = {}
    await bytes.skip(start + size + padding(size) - bytes.position)
  }
}

async function record(bytes: Bytes, { size }: TarHeader): Promise<Buffer> {
  if (size > longestRecord) throw new Error('a name in it is too long')
  const content = await bytes.take(size)
  if (content.length < size) throw new Error('it ends in a name')
  return content
}

function withoutEnd(name: Buffer): Buffer {
  const end = name.indexOf(0)
  return end === -1 ? name : name.subarray(0, end)
}

/** Records are `LENGTH KEY=VALUE\n`, where the length counts all of the record's bytes. */
function paxRecords(content: Buffer): Said {
  const said: { -readonly [Key in keyof Said]: Said[Key] } = {}
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at)
    const length = Number(content.toString('latin1', at, space))
    if (space === -1 || !Number.isSafeInteger(length) || length <= 0) throw new Error('damaged pax records')
    const text = content.subarray(space + 1, at + length - 1)
    const equals = text.indexOf(0x3d)
    const [key, value] = [text.toString('latin1', 0, equals), text.subarray(equals + 1)]
    if (key === 'path') said.name = decode(value)
    if (key === 'size') said.size = wholeNumber(decode(value))
    if (key === 'mtime') said.modifiedAt = Math.round(Number(decode(value)) * 1000) || 0
    at += length
  }
  return said
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('damaged pax records')
  return value
}
