/** Pictures for people to look at, as WebP: small ones for grids, what networks see, and the whole file. */
import type { Sharp } from 'sharp'
import { Failure } from '../lib/failure.ts'
import { bitmapSize, decodeBitmap } from './bmp.ts'
import { formatOf } from './format.ts'
import { sharp } from './libvips.ts'
import { pixelSide } from './pixels.ts'
import { content } from './source.ts'

const thumbnailSide = 128
/** Longest side of a whole picture: more than a screen shows. */
const wholeSide = 2560
/** As `preprocess` limits them. */
const mostPixels = 2 ** 28

const raw = { width: pixelSide, height: pixelSide, channels: 3 } as const

/** 128×128 pixels from a record of the pixel store: needs no source file and costs little. */
export function thumbnail(pixels: Uint8Array): Promise<Buffer> {
  return sharp(pixels, { raw })
    .resize(thumbnailSide, thumbnailSide, { kernel: 'linear' })
    .webp({ quality: 80, effort: 1 })
    .toBuffer()
}

/** A record of the pixel store as it is. */
export function record(pixels: Uint8Array): Promise<Buffer> {
  return sharp(pixels, { raw }).webp({ quality: 92, effort: 1 }).toBuffer()
}

/** The whole picture of a file, upright and in sRGB; throws `Failure('invalid-input')` where it cannot be read. */
export async function whole(file: string): Promise<Buffer> {
  const bytes = await content(file)
  try {
    return await opened(bytes)
      .resize({ width: wholeSide, height: wholeSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 90, effort: 1 })
      .toBuffer()
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('invalid-input', 'the file cannot be decoded', undefined, { cause: error })
  }
}

function opened(bytes: Uint8Array): Sharp {
  const format = formatOf(bytes)
  if (typeof format !== 'string') throw new Failure('invalid-input', format.reason)
  if (format !== 'BMP') {
    return sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels }).autoOrient().toColourspace('srgb')
  }
  const { width, height } = bitmapSize(bytes)
  if (width * height > mostPixels) throw new Failure('invalid-input', 'it has too many pixels')
  return sharp(decodeBitmap(bytes).pixels, { raw: { width, height, channels: 3 } })
}
