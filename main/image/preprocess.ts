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
import { isSrgb, plainJpegFrame } from './jpeg.ts'
import { sharp } from './libvips.ts'
import { pixelBytes, pixelSide } from './pixels.ts'
import { decodePlainJpeg, isSmall } from './plain-jpeg.ts'
import { toSrgb } from './profile.ts'
import { content } from './source.ts'
import { centreOf } from './square.ts'

export interface PreprocessedPicture {
  /** [y, x, red green blue], `pixelBytes` bytes. */
  readonly pixels: Uint8Array<ArrayBuffer>
  /** Size of the whole picture in pixels, upright. */
  readonly width: number
  readonly height: number
  /** What was converted on the way, e.g. `CMYK to sRGB`. */
  readonly conversions: readonly string[]
}

/** Most pixels of a picture that is decoded strip by strip: 16384×16384. */
const mostPixels = 2 ** 28

/** Most pixels of a picture that must be in memory as a whole: 8192×8192, in 270 MB. */
const mostPixelsWhole = 2 ** 26

/** Seconds that a picture may take; a photograph of 200 million pixels takes five. */
const mostSeconds = 60

/** From so many pixels on, a picture waits for its turn to be decoded. */
const pixelsInTurn = 2 ** 22

/** Lets what needs much memory wait until it is alone. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

const noGate: Gate = (work) => work()

/** Throws `Failure('invalid-input')` whose message is a bare reason, e.g. `truncated JPEG`, for a caller who names the file. */
export async function preprocess(source: string | Uint8Array, gate = noGate): Promise<PreprocessedPicture> {
  const bytes = typeof source === 'string' ? await content(source) : source
  const format = formatOf(bytes)
  if (typeof format !== 'string') throw new Failure('invalid-input', format.reason)
  if (format === 'BMP') return fromBitmap(bytes, gate)
  return preprocessNow(bytes) ?? fromLibvips(bytes, format, gate)
}

/**
 * The same without waiting for anything, for the JPEGs that most datasets are made of. `undefined` where the file is
 * another kind of picture, or damaged, about which libvips has more to say. `target` takes the pixels.
 */
export function preprocessNow(
  bytes: Uint8Array,
  target: Uint8Array<ArrayBuffer> = new Uint8Array(pixelBytes),
): PreprocessedPicture | undefined {
  const frame = formatOf(bytes) === 'JPEG' ? plainJpegFrame(bytes) : undefined
  if (!frame || !isSmall(frame)) return undefined
  const { width, height, channels, conversion } = frame
  try {
    const pixels = decodePlainJpeg(bytes, frame, target)
    if (conversion) toSrgb(pixels, conversion)
    const conversions = conversion ? [profileToSrgb] : channels === 1 ? [greyToColour] : []
    return { pixels, width, height, conversions }
  } catch {
    return undefined
  }
}

async function fromBitmap(bytes: Uint8Array, gate: Gate): Promise<PreprocessedPicture> {
  const { width, height } = bitmapSize(bytes)
  demandSize(width, height, mostPixelsWhole)
  const raw = { width, height, channels: 3 } as const
  const square = () => toSquare(sharp(decodeBitmap(bytes).pixels, { raw }), width, height)
  return { pixels: await gated(gate, width * height, square), width, height, conversions: [] }
}

async function fromLibvips(bytes: Uint8Array, format: PictureFormat, gate: Gate): Promise<PreprocessedPicture> {
  try {
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: false, sequentialRead: true }).timeout({
      seconds: mostSeconds,
    })
    const metadata = await picture.metadata()
    const { width, height } = metadata.autoOrient
    demandSize(width, height, isWhole(metadata) ? mostPixelsWhole : mostPixels)
    const upright = picture.autoOrient().flatten({ background: 'white' }).toColourspace('srgb')
    const pixels = await gated(gate, width * height, () => toSquare(upright, width, height))
    return { pixels, width, height, conversions: conversions(metadata) }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('invalid-input', damage(error as Error, bytes, format), undefined, { cause: error })
  }
}

function gated<T>(gate: Gate, pixels: number, work: () => Promise<T>): Promise<T> {
  return pixels >= pixelsInTurn ? gate(work) : work()
}

/** Whether libvips decodes all of it before it gives anything. */
function isWhole({ format, isProgressive, orientation = 1 }: Metadata): boolean {
  if (format === 'jpeg') return isProgressive
  return isProgressive || orientation > 1 || !(format === 'png' || format === 'tiff')
}

function demandSize(width: number, height: number, most: number): void {
  if (width * height <= most) return
  const limit = Math.floor(most / 1e6)
  throw new Failure('invalid-input', `${width}×${height} pixels are too many: save a copy of at most ${limit} million`)
}

/** The centre square, scaled to `pixelSide`. libvips reduces (and lets JPEGs shrink as they load), `enlarge` enlarges. */
async function toSquare(picture: Sharp, width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const short = Math.min(width, height)
  if (short >= pixelSide) {
    // A copy, because memory that libvips owns cannot go to another thread.
    return new Uint8Array(await picture.resize(pixelSide, pixelSide, { kernel: 'linear' }).raw().toBuffer())
  }
  const { left, top } = centreOf({ width, height }, short)
  const square = await picture.extract({ left, top, width: short, height: short }).raw().toBuffer()
  return enlarge(square, short, pixelSide)
}

const greyToColour = 'grey to RGB'
const profileToSrgb = 'colour profile to sRGB'

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
    space === 'cmyk' ? 'CMYK to sRGB' : icc && !isSrgb(icc) && profileToSrgb,
    channels < 3 && greyToColour,
    depth !== 'uchar' && '16 bits to 8',
    // libvips gives every GIF an alpha channel.
    hasAlpha && format !== 'gif' && 'transparency on white',
    pages > 1 && `first of ${pages} frames`,
  ].filter((text) => typeof text === 'string')
}

/** libvips has one place for what it says about errors in all threads, so that it may be lost; the bytes tell as well. */
function damage(error: Error, bytes: Uint8Array, format: PictureFormat): string {
  if (error.message.startsWith('timeout')) return `damaged ${format} (decoding it takes longer than a minute)`
  const cutOff =
    /premature end|unexpected end|end of file/i.test(error.message) ||
    (format === 'JPEG' && !Buffer.from(bytes.subarray(-32)).includes(endOfJpeg)) ||
    (format === 'PNG' && !Buffer.from(bytes.subarray(-12)).includes('IEND')) ||
    (format === 'WebP' && bytes.length < Buffer.from(bytes).readUInt32LE(4))
  if (cutOff) return `truncated ${format}`
  const [detail = ''] = error.message.replace(/^Input (buffer|file) /i, '').split('\n')
  return detail === '' || detail === 'Unknown error' ? `damaged ${format}` : `damaged ${format} (${detail})`
}

/** The marker EOI. */
const endOfJpeg = Buffer.of(0xff, 0xd9)
