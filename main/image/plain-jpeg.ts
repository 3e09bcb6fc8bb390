/**
 * Decodes and reduces the JPEGs that most datasets are made of, three times as fast as libvips. Larger ones are left to
 * libvips, which shrinks them as it loads.
 */
import { FastResizeFilter, ResizeFit, Transformer } from '@napi-rs/image'
import { enlarge } from './enlarge.ts'
import type { JpegFrame } from './jpeg.ts'
import { pixelSide } from './pixels.ts'
import { centreSquare, scaledTo } from './square.ts'

/** From twice the side on, libvips decodes only a part of a JPEG's frequencies. */
export function isSmall({ width, height }: JpegFrame): boolean {
  return Math.min(width, height) < 2 * pixelSide && width * height <= mostPixels
}

const mostPixels = 2 ** 22

/** The centre square of the file that has this frame, as `pixelSide`² pixels. Throws where the file is damaged. */
export async function decodePlainJpeg(file: Uint8Array, frame: JpegFrame): Promise<Uint8Array<ArrayBuffer>> {
  const short = Math.min(frame.width, frame.height)
  const picture = new Transformer(file)
  if (short < pixelSide) {
    return enlarge(centreSquare(await picture.rawPixels(), frame, short, frame.channels), short, pixelSide)
  }
  if (short === pixelSide) return centreSquare(await picture.rawPixels(), frame, pixelSide, frame.channels)
  const size = scaledTo(pixelSide, frame)
  // What it resizes has four channels, whatever it had before.
  const scaled = picture.fastResize({ ...size, fit: ResizeFit.Fill, filter: FastResizeFilter.Bilinear })
  return centreSquare(await scaled.rawPixels(), size, pixelSide, 4)
}
