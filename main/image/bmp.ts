/**
 * Decodes Windows bitmaps, which libvips as shipped cannot: uncompressed, of 1, 4, 8, 16, 24 or 32 bits a pixel, with
 * or without masks. Run-length compression and embedded JPEGs, which nobody meets, are refused by name.
 */
import { Failure } from '../lib/failure.ts'

export interface Bitmap {
  readonly width: number
  readonly height: number
  /** [y, x, red green blue], bytes. */
  readonly pixels: Uint8Array
}

interface Header {
  readonly width: number
  /** Rows lie bottom up unless `topDown`. */
  readonly height: number
  readonly topDown: boolean
  readonly bits: number
  /** Where the pixels begin in the file. */
  readonly start: number
  readonly palette: Uint8Array
  /** Bytes of a palette entry: blue, green, red and, in all but the oldest, an unused one. */
  readonly entryBytes: number
  readonly masks: readonly [number, number, number]
}

/** Size of the picture in pixels, from the header alone. */
export function bitmapSize(file: Uint8Array): { width: number; height: number } {
  return readHeader(file)
}

/** Throws `Failure('invalid-input')` where the file is cut off or of a kind that is not read. */
export function decodeBitmap(file: Uint8Array): Bitmap {
  const header = readHeader(file)
  const { width, height, bits, start } = header
  const rowBytes = Math.ceil((width * bits) / 32) * 4
  if (start + rowBytes * height > file.length) throw new Failure('invalid-input', 'truncated BMP')
  const pixels = new Uint8Array(width * height * 3)
  const readRow = bits <= 8 ? paletteRow : bits === 24 ? plainRow : maskedRow
  for (let y = 0; y < height; y++) {
    const row = start + (header.topDown ? y : height - 1 - y) * rowBytes
    readRow(header, file.subarray(row, row + rowBytes), pixels.subarray(y * width * 3, (y + 1) * width * 3))
  }
  return { width, height, pixels }
}

function readHeader(file: Uint8Array): Header {
  if (file.length < 26) throw new Failure('invalid-input', 'truncated BMP')
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const headerBytes = view.getUint32(14, true)
  if (file.length < 14 + headerBytes) throw new Failure('invalid-input', 'truncated BMP')
  const start = view.getUint32(10, true)
  if (headerBytes === 12) {
    const [width, height, bits] = [view.getUint16(18, true), view.getUint16(20, true), view.getUint16(24, true)]
    return check({ width, height, topDown: false, bits, start, masks: usualMasks(bits), ...paletteAt(26, 3) })
  }
  const width = view.getInt32(18, true)
  const height = view.getInt32(22, true)
  const bits = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  const masked = compression === bitFields || compression === alphaBitFields
  if (compression !== 0 && !masked)
    throw new Failure('invalid-input', 'compressed BMP files cannot be read: save as PNG')
  if (masked && file.length < 66) throw new Failure('invalid-input', 'truncated BMP')
  const masks = masked
    ? ([view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true)] as const)
    : usualMasks(bits)
  return check({
    width,
    height: Math.abs(height),
    topDown: height < 0,
    bits,
    start,
    masks,
    ...paletteAt(14 + headerBytes, 4),
  })

  function paletteAt(offset: number, entryBytes: number) {
    return { palette: file.subarray(offset, Math.max(offset, start)), entryBytes }
  }
}

/** Values of the header's compression field for pixels with masks. */
const bitFields = 3
const alphaBitFields = 6

function usualMasks(bits: number): readonly [number, number, number] {
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff]
}

function check(header: Header): Header {
  const sound = header.width > 0 && header.height > 0 && [1, 4, 8, 16, 24, 32].includes(header.bits)
  if (!sound) throw new Failure('invalid-input', 'damaged BMP: its header makes no sense')
  return header
}

function paletteRow({ width, bits, palette, entryBytes }: Header, row: Uint8Array, target: Uint8Array): void {
  const entries = 8 / bits
  for (let x = 0; x < width; x++) {
    const shift = 8 - bits - (x % entries) * bits
    const entry = ((row[Math.floor(x / entries)]! >> shift) & (2 ** bits - 1)) * entryBytes
    for (let channel = 0; channel < 3; channel++) target[x * 3 + channel] = palette[entry + 2 - channel] ?? 0
  }
}

function plainRow({ width }: Header, row: Uint8Array, target: Uint8Array): void {
  for (let x = 0; x < width * 3; x += 3) {
    target[x] = row[x + 2]!
    target[x + 1] = row[x + 1]!
    target[x + 2] = row[x]!
  }
}

function maskedRow({ width, bits, masks }: Header, row: Uint8Array, target: Uint8Array): void {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength)
  for (let x = 0; x < width; x++) {
    const value = bits === 16 ? view.getUint16(x * 2, true) : view.getUint32(x * 4, true)
    for (const [channel, mask] of masks.entries()) {
      if (mask !== 0) target[x * 3 + channel] = Math.round((((value & mask) >>> 0) / mask) * 255)
    }
  }
}
