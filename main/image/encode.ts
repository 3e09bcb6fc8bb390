/** Writes pixels as a file that any program reads. */
import { sharp } from './libvips.ts'

/** A PNG from [side, side, 3] bytes. */
export function encodePng(pixels: Uint8Array, side: number): Promise<Buffer> {
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer()
}
