/** Tells what a file is from its first bytes, whatever its name says. */

/** Formats that can be read. */
export type PictureFormat = 'JPEG' | 'PNG' | 'GIF' | 'WebP' | 'AVIF' | 'TIFF' | 'BMP'

/** Bytes that `formatOf` wants to see. */
export const headBytes = 512

/** The format of a file that begins like this, or what it is instead, in words: `not a picture: the file is text`. */
export function formatOf(head: Uint8Array): PictureFormat | { readonly reason: string } {
  const text = Buffer.from(head.subarray(0, headBytes)).toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'JPEG'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'PNG'
  if (/^GIF8[79]a/.test(text)) return 'GIF'
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'WebP'
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return 'TIFF'
  if (/^BM[^]{8}[^]{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0/.test(text)) return 'BMP'
  if (/^[^]{4}ftyp[^]*?avi[fs]/.test(text)) return 'AVIF'
  return { reason: otherwise(text) }
}

function otherwise(text: string): string {
  if (text.length === 0) return 'the file is empty'
  if (/^[^]{4}ftyp(heic|heix|hevc|mif1|msf1)/.test(text)) return 'HEIC pictures cannot be read: save it as JPEG'
  if (/^\s*(<\?xml[^]*)?<svg/i.test(text)) return 'SVG drawings cannot be read: save it as PNG'
  if (text.startsWith('%PDF')) return 'not a picture: the file is a PDF'
  if (text.startsWith('PK\x03\x04')) return 'not a picture: the file is an archive'
  if (/^\s*<(!doctype html|html)/i.test(text)) return 'not a picture: the file is a web page'
  if (!/[\0-\x08\x0e-\x1f]/.test(text)) return 'not a picture: the file is text'
  return 'not a picture that this program knows: save it as JPEG or PNG'
}
