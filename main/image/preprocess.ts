/**
 * The one function that turns a picture's file into what networks see: upright, sRGB, 8 bits, opaque, short side to 256
 * pixels, the centre 256×256. Import, classification and evaluation all use it, so that a picture means the same to
 * each.
 */
import type { Metadata, Sharp } from 'sharp'
import { Failure } from '../lib/failure.ts'
import { bitmapSize, decodeBitmap } from './bmp.ts'
import { enlarge } from './enlarge.ts'
import { formatOf, type PictureFormat } from './format.ts'
import { sharp } from './libvips.ts'
import { pixelSide } from './pixels.ts'
import { content } from './source.ts'

export interface PreprocessedPicture {
  /** [y, x, red green blue], `pixelBytes` bytes. */
  readonly pixels: Uint8Array<ArrayBuffer>
  /** Size of the whole picture in pixels, upright. */
  readonly width: number
  readonly height: number
  /** What was converted on the way, e.g. `CMYK to sRGB`. */
  readonly conversions: readonly string[]
}

/** Most pixels of a picture: 16384×16384, as much as some formats need 1 GB of memory for. */
const mostPixels = 2 ** 28

/** Throws `Failure('invalid-input')` whose message is a bare reason, e.g. `truncated JPEG`, for a caller who names the file. */
export async function preprocess(source: string | Uint8Array): Promise<PreprocessedPicture> {
  const bytes = typeof source === 'string' ? await content(source) : source
  const format = formatOf(bytes)
  if (typeof format !== 'string') throw new Failure('invalid-input', format.reason)
  return format === 'BMP' ? fromBitmap(bytes) : fromLibvips(bytes, format)
}

async function fromBitmap(bytes: Uint8Array): Promise<PreprocessedPicture> {
  const { width, height } = bitmapSize(bytes)
  demandSize(width, height)
  const { pixels } = decodeBitmap(bytes)
  const raw = { width, height, channels: 3 } as const
  return { pixels: await toSquare(sharp(pixels, { raw }), width, height), width, height, conversions: [] }
}

async function fromLibvips(bytes: Uint8Array, format: PictureFormat): Promise<PreprocessedPicture> {
  try {
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: false, sequentialRead: true })
    const metadata = await picture.metadata()
    const { width, height } = metadata.autoOrient
    demandSize(width, height)
    const upright = picture.autoOrient().flatten({ background: 'white' }).toColourspace('srgb')
    return { pixels: await toSquare(upright, width, height), width, height, conversions: conversions(metadata) }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('invalid-input', damage(error as Error, bytes, format), undefined, { cause: error })
  }
}

function demandSize(width: number, height: number): void {
  if (width * height <= mostPixels) return
  const limit = Math.floor(mostPixels / 1e6)
  throw new Failure('invalid-input', `${width}×${height} pixels are too many: save a copy of at most ${limit} million`)
}

/** The centre square, scaled to `pixelSide`. libvips reduces (and lets JPEGs shrink as they load), `enlarge` enlarges. */
async function toSquare(picture: Sharp, width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const short = Math.min(width, height)
  if (short >= pixelSide) {
    // A copy, because memory that libvips owns cannot go to another thread.
    return new Uint8Array(await picture.resize(pixelSide, pixelSide, { kernel: 'linear' }).raw().toBuffer())
  }
  const left = Math.floor((width - short) / 2)
  const top = Math.floor((height - short) / 2)
  const square = await picture.extract({ left, top, width: short, height: short }).raw().toBuffer()
  return enlarge(square, short, pixelSide)
}

function conversions({
  orientation = 1,
  space,
  channels,
  depth,
  pages = 1,
  hasAlpha,
  icc,
  format,
}: Metadata): string[] {
  return [
    orientation > 1 && 'turned upright',
    space === 'cmyk' ? 'CMYK to sRGB' : icc && !isSrgb(icc) && 'colour profile to sRGB',
    channels < 3 && 'grey to RGB',
    depth !== 'uchar' && '16 bits to 8',
    // libvips gives every GIF an alpha channel.
    hasAlpha && format !== 'gif' && 'transparency on white',
    pages > 1 && `first of ${pages} frames`,
  ].filter((text) => typeof text === 'string')
}

/** By the profile's own description, in Latin-1 or UTF-16. */
function isSrgb(profile: Uint8Array): boolean {
  return Buffer.from(profile).toString('latin1').replaceAll('\0', '').includes('sRGB')
}

function damage(error: Error, bytes: Uint8Array, format: PictureFormat): string {
  const cutOff =
    /premature end|unexpected end|end of file/i.test(error.message) ||
    (format === 'PNG' && !Buffer.from(bytes.subarray(-12)).includes('IEND')) ||
    (format === 'WebP' && bytes.length < Buffer.from(bytes).readUInt32LE(4))
  if (cutOff) return `truncated ${format}`
  const [detail = ''] = error.message.replace(/^Input (buffer|file) /i, '').split('\n')
  return `damaged ${format} (${detail})`
}
