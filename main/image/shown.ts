/** Pictures for people to look at: small ones for grids, what networks see, and the whole file. */
import type { Sharp } from 'sharp'
import { Failure } from '../lib/failure.ts'
import { bitmapSize, decodeBitmap } from './bmp.ts'
import { formatOf } from './format.ts'
import { sharp } from './libvips.ts'
import { pixelSide } from './pixels.ts'
import { content } from './source.ts'

const thumbnailSide = pixelSide / 2
/** Longest side of a whole picture: more than a screen shows. */
const wholeSide = 2560
/** As `preprocess` limits them. */
const mostPixels = 2 ** 28

const raw = { width: pixelSide, height: pixelSide, channels: 3 } as const

/**
 * A JPEG of 128×128 pixels from a record of the pixel store. A grid asks for dozens at once, so it is made the quickest
 * way: halved here, and encoded in the format that takes half the time of WebP.
 */
export function thumbnail(pixels: Uint8Array): Promise<Buffer> {
  const raw = { width: thumbnailSide, height: thumbnailSide, channels: 3 } as const
  return sharp(halved(pixels), { raw }).jpeg({ quality: 82 }).toBuffer()
}

/** Each pixel is the mean of four: [256, 256, 3] becomes [128, 128, 3]. */
function halved(pixels: Uint8Array): Uint8Array {
  const line = pixelSide * 3
  const half = new Uint8Array(thumbnailSide * thumbnailSide * 3)
  let at = 0
  for (let y = 0; y < pixelSide; y += 2) {
    for (let from = y * line; from < (y + 1) * line; from += 6) {
      for (let channel = from; channel < from + 3; channel++) {
        const sum = pixels[channel]! + pixels[channel + 3]! + pixels[channel + line]! + pixels[channel + line + 3]!
        half[at++] = (sum + 2) >> 2
      }
    }
  }
  return half
}

/** A WebP of a record of the pixel store as it is. */
export function record(pixels: Uint8Array): Promise<Buffer> {
  return sharp(pixels, { raw }).webp({ quality: 92, effort: 1 }).toBuffer()
}

/** A WebP of the whole picture of a file, upright and in sRGB; throws `Failure('invalid-input')` where it cannot be read. */
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
