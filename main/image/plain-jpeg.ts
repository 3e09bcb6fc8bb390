/**
 * Decodes and reduces the JPEGs that most datasets are made of, twice as fast as libvips. Larger ones are left to
 * libvips, which shrinks them as it loads.
 */
import jpegTurbo from '@julusian/jpeg-turbo'
import { enlarge } from './enlarge.ts'
import type { JpegFrame } from './jpeg.ts'
import { pixelBytes, pixelSide } from './pixels.ts'
import { reduce, roomFor } from './reduce.ts'
import { centreSquare } from './square.ts'

/** From twice the side on, libvips decodes only a part of a JPEG's frequencies. */
export function isSmall({ width, height }: JpegFrame): boolean {
  return Math.min(width, height) < 2 * pixelSide && width * height <= mostPixels
}

const mostPixels = 2 ** 22

/** The centre square of the file that has this frame, as `pixelSide`² pixels. Throws where the file is damaged. */
export function decodePlainJpeg(
  file: Uint8Array,
  frame: JpegFrame,
  target: Uint8Array<ArrayBuffer> = new Uint8Array(pixelBytes),
): Uint8Array<ArrayBuffer> {
  const short = Math.min(frame.width, frame.height)
  const decoded = roomFor(frame.width * frame.height * channels)
  const source = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const found = jpegTurbo.decompressSync(source, decoded, { format: jpegTurbo.FORMAT_RGBX })
  if (found.width !== frame.width || found.height !== frame.height) throw new Error('The header contradicts itself.')
  if (short > pixelSide) return reduce(frame, target)
  if (short === pixelSide) return centreSquare(decoded, frame, pixelSide, target)
  return enlarge(centreSquare(decoded, frame, short), short, pixelSide, target)
}

/** Red, green, blue, and one to fill four bytes. */
const channels = 4
