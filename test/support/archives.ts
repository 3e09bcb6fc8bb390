/** Archives for tests, byte by byte, so that they may be as bad as they like. */
import { crc32, deflateRawSync } from 'node:zlib'
import { padding, writeHeader } from '../../main/dataset/tar/header.ts'

export interface ArchiveFile {
  readonly name: string
  readonly content: Uint8Array
  /** tar: `1` and `2` are links. */
  readonly type?: string
  /** zip: kept as it is instead of compressed. */
  readonly stored?: boolean
  /** zip: file mode of Unix, as for links. */
  readonly mode?: number
}

/** A tar archive; names beyond 100 bytes come in pax records. */
export function tarOf(files: readonly ArchiveFile[]): Buffer {
  const blocks = files.flatMap(({ name, content, type = '0' }) => {
    const isLong = Buffer.byteLength(name) > 100
    const header = writeHeader(isLong ? 'long' : name, content.length, 1_700_000_000_000)
    if (type !== '0') retype(header, type)
    return [...(isLong ? paxRecord('path', name) : []), header, content, Buffer.alloc(padding(content.length))]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

function paxRecord(key: string, value: string): Buffer[] {
  const rest = ` ${key}=${value}\n`
  let length = Buffer.byteLength(rest)
  while (String(length).length + Buffer.byteLength(rest) !== length)
    length = String(length).length + Buffer.byteLength(rest)
  const content = Buffer.from(`${length}${rest}`)
  const header = writeHeader('pax', content.length, 0)
  retype(header, 'x')
  return [header, content, Buffer.alloc(padding(content.length))]
}

function retype(header: Buffer, type: string): void {
  const sum = Number.parseInt(header.toString('latin1', 148, 154), 8) - header[156]! + type.charCodeAt(0)
  header.write(type, 156, 'latin1')
  header.write(sum.toString(8).padStart(6, '0'), 148, 'latin1')
}

export function zipOf(files: readonly ArchiveFile[]): Buffer {
  const parts: Buffer[] = []
  const table: Buffer[] = []
  let offset = 0
  for (const { name, content, stored = false, mode = 0o100644 } of files) {
    const data = stored ? Buffer.from(content) : deflateRawSync(content)
    const bytes = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800, 2)
    facts.writeUInt16LE(stored ? 0 : 8, 4)
    facts.writeUInt32LE(0x5a21_0000, 6)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(bytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, bytes, data])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE((mode << 16) >>> 0, 6)
    entry.writeUInt32LE(offset, 10)
    table.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), facts, entry, bytes]))
    parts.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(table)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, directory, end])
}
