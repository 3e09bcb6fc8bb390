/** Reads the bytes of pictures from where they lie. Synchronous, for threads that do nothing else. */
import { hash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { crc32, inflateRawSync } from 'node:zlib'
import { Failure } from '../lib/failure.ts'
import type { FileLocation, Location, StoredLocation, ZippedLocation } from './location.ts'
import { isWithin } from './within.ts'

/** A file as it was read: nothing of it is read twice, so bytes and hash belong together. */
export interface Source {
  readonly content: Buffer
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

/** What tells a file that has changed from one that has not, without reading it. */
export interface Stamp {
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

/** Most bytes of a picture's file. Those that are larger hold more pixels than are read anyway. */
export const mostBytes = 2 ** 28

/**
 * The bytes at a location; `null` where it is a file that `known` still describes. They stand in memory that the next
 * call uses again, because fresh memory takes longer to get than the bytes to read: who waits meanwhile needs a copy.
 * Throws `Failure('invalid-input')` with a bare reason where they cannot be read.
 */
export function readLocation(location: Location, known?: Stamp): Source | null {
  try {
    switch (location.kind) {
      case 'file':
        return readFile(location, known)
      case 'stored':
        return { content: readPart(location), modifiedAt: location.modifiedAt }
      case 'zipped':
        return { content: readZipped(location), modifiedAt: location.modifiedAt }
      case 'content': {
        const { buffer, byteOffset, byteLength } = location.content
        return { content: Buffer.from(buffer, byteOffset, byteLength), modifiedAt: location.modifiedAt }
      }
    }
  } catch (error) {
    throw asReason(error)
  }
}

/** The bytes of a file anywhere; fails as `readLocation`. */
export async function content(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, openFlags)
    demandFile(await file.stat())
    return await file.readFile()
  } catch (error) {
    throw asReason(error)
  }
}

/** SHA-256 of a file's bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}

/** Whoever opens a pipe that nobody writes to is not to wait; Windows knows no such thing. */
const openFlags = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0)

/** Times that a file is read anew because it was written meanwhile. */
const attempts = 3

function readFile({ path, within }: FileLocation, known?: Stamp): Source | null {
  if (!isWithin(within, realpathSync.native(path))) {
    throw new Failure('invalid-input', 'left out: this link leads out of the folder')
  }
  const file = openSync(path, openFlags)
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const before = stampOf(file)
      if (before.bytes === known?.bytes && before.modifiedAt === known.modifiedAt) return null
      const content = readAt(file, 0, before.bytes)
      const after = stampOf(file)
      if (after.bytes === content.length && after.modifiedAt === before.modifiedAt) {
        return { content, modifiedAt: before.modifiedAt }
      }
    }
    throw new Failure('invalid-input', 'the file was being written while it was read: import again when it is whole')
  } finally {
    closeSync(file)
  }
}

function stampOf(file: number): Stamp {
  const stats = fstatSync(file)
  demandFile(stats)
  return { bytes: stats.size, modifiedAt: Math.round(stats.mtimeMs) }
}

function demandFile(stats: Stats): void {
  if (stats.isDirectory()) throw new Failure('invalid-input', 'it is a folder')
  if (!stats.isFile()) throw new Failure('invalid-input', 'left out: it is no regular file')
  if (stats.size > mostBytes) throw new Failure('invalid-input', tooLarge(stats.size))
}

/** The reason for a file of more than `mostBytes`. */
export function tooLarge(bytes: number): string {
  return `the file is too large: ${Math.round(bytes / 2 ** 20)} MB`
}

/** What is read into, grown as needed. */
let memory = Buffer.allocUnsafeSlow(2 ** 20)

/** Larger files get memory of their own, which does not stay. */
const mostMemory = 2 ** 24

function memoryFor(bytes: number): Buffer {
  if (bytes > mostMemory) return Buffer.allocUnsafeSlow(bytes)
  if (bytes > memory.length) memory = Buffer.allocUnsafeSlow(Math.min(mostMemory, bytes * 2))
  return memory
}

/** Fewer bytes only where the file ends. */
function readAt(file: number, start: number, bytes: number): Buffer {
  const content = memoryFor(bytes)
  let filled = 0
  while (filled < bytes) {
    const count = readSync(file, content, filled, bytes - filled, start + filled)
    if (count === 0) break
    filled += count
  }
  return content.subarray(0, filled)
}

function readPart({ archive, start, bytes }: StoredLocation): Buffer {
  const file = openSync(archive, openFlags)
  try {
    return demandAll(readAt(file, start, bytes), bytes)
  } finally {
    closeSync(file)
  }
}

/** A local header's length without its name and extra field, which the two numbers at 26 and 28 count (APPNOTE 4.3.7). */
const localHeaderBytes = 30
const localHeaderMark = 0x04034b50

function readZipped({ archive, header, compressedBytes, bytes, isDeflated, crc }: ZippedLocation): Buffer {
  const file = openSync(archive, openFlags)
  try {
    const head = demandAll(readAt(file, header, localHeaderBytes), localHeaderBytes)
    if (head.readUInt32LE(0) !== localHeaderMark) throw damagedEntry()
    const start = header + localHeaderBytes + head.readUInt16LE(26) + head.readUInt16LE(28)
    const packed = demandAll(readAt(file, start, compressedBytes), compressedBytes)
    const content = demandAll(isDeflated ? inflateRawSync(packed, { maxOutputLength: bytes }) : packed, bytes)
    if (crc32(content) !== crc) throw damagedEntry()
    return content
  } finally {
    closeSync(file)
  }
}

function demandAll(content: Buffer, bytes: number): Buffer {
  if (content.length !== bytes) throw damagedEntry()
  return content
}

function damagedEntry(): Failure {
  return new Failure('invalid-input', 'the archive is damaged here')
}

function asReason(error: unknown): Failure {
  if (error instanceof Failure) return error
  const { code, message } = error as NodeJS.ErrnoException
  return new Failure('invalid-input', reason(code, message), undefined, { cause: error })
}

function reason(code: string | undefined, message: string): string {
  if (code === 'ENOENT') return 'the file is gone'
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read the file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'ELOOP') return 'it is a link that leads to itself'
  if (code === 'ERR_BUFFER_TOO_LARGE' || code?.startsWith('Z_')) return 'the archive is damaged here'
  return `the file cannot be read (${code ?? message})`
}
