/** Small pictures for grids, made from the pixel store, so that they need no source file and cost little. */
import { sharp } from './libvips.ts'
import { pixelSide } from './pixels.ts'

const thumbnailSide = 128

/** A WebP of 128×128 pixels from a record of the pixel store. */
export async function thumbnail(pixels: Uint8Array): Promise<Buffer> {
  return sharp(pixels, { raw: { width: pixelSide, height: pixelSide, channels: 3 } })
    .resize(thumbnailSide, thumbnailSide, { kernel: 'linear' })
    .webp({ quality: 80, effort: 1 })
    .toBuffer()
}
