/** A tar header's 512 bytes, read and written (POSIX.1-2017, pax: ustar interchange format; sizes also as GNU writes them). */

export const blockBytes = 512

export interface TarHeader {
  readonly name: string
  /** Bytes of the content that follows, padded to whole blocks. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
  /** `0` a file, `1` and `2` links, `5` a folder, `x`, `g`, `L` and `K` what is said of the next entry. */
  readonly type: string
}

/** `null` for the empty block that ends an archive. Throws where it is no header. */
export function readHeader(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null
  if (numberAt(block, 148, 8) !== checksum(block)) throw new Error('damaged header')
  const prefix = block.toString('latin1', 257, 262) === 'ustar' ? textAt(block, 345, 155) : ''
  const name = textAt(block, 0, 100)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: numberAt(block, 124, 12),
    modifiedAt: numberAt(block, 136, 12) * 1000,
    type: String.fromCharCode(block[156]! || 0x30),
  }
}

/** The header of a file. `name` has at most 100 bytes. */
export function writeHeader(name: string, size: number, modifiedAt: number): Buffer {
  const block = Buffer.alloc(blockBytes)
  const octal = (value: number, at: number, length: number) =>
    block.write(
      Math.floor(value)
        .toString(8)
        .padStart(length - 1, '0'),
      at,
      'latin1',
    )
  block.write(name, 0, 100, 'utf8')
  octal(0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(Math.max(0, modifiedAt) / 1000, 136, 12)
  block.write('0', 156, 'latin1')
  block.write('ustar\u000000', 257, 'latin1')
  octal(checksum(block), 148, 7)
  return block
}

/** Bytes that fill the last block of a content. */
export function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes
}

const checksumAt = 148
const checksumEnd = 156

/** The sum of all bytes, those of the checksum itself taken as spaces. */
function checksum(block: Buffer): number {
  let sum = 0
  for (let at = 0; at < blockBytes; at++) sum += at >= checksumAt && at < checksumEnd ? 0x20 : block[at]!
  return sum
}

function textAt(block: Buffer, at: number, length: number): string {
  const end = block.indexOf(0, at)
  return decode(block.subarray(at, end === -1 || end > at + length ? at + length : end))
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Names are UTF-8 nowadays; of others each byte becomes a letter, so that they stay different. */
export function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

/** Octal digits, or, where the highest bit is set, a binary number as GNU writes it. */
function numberAt(block: Buffer, at: number, length: number): number {
  const field = block.subarray(at, at + length)
  if (field[0]! & 0x80) {
    let value = field[0]! & 0x7f
    for (const byte of field.subarray(1)) value = value * 256 + byte
    if (!Number.isSafeInteger(value)) throw new Error('damaged header')
    return value
  }
  const digits = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trim()
  if (!/^[0-7]*$/.test(digits)) throw new Error('damaged header')
  return digits === '' ? 0 : Number.parseInt(digits, 8)
}
