/** Kernels laid out as one picture: rows of them a pixel apart, the halves of a grouped network farther. Pure. */
import type { KernelPictures } from '../../preload/contract/index.ts'

export interface KernelSheet {
  readonly width: number
  readonly height: number
  /** [height, width, 4] bytes; transparent between the kernels. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
}

const mostColumns = 16
/** Pixels between kernels, and between halves. */
const gap = 1
const halfGap = 6

export function kernelSheet({ kernels, size, halves, pixels }: KernelPictures): KernelSheet {
  const bytes = Uint8Array.from(atob(pixels), (letter) => letter.charCodeAt(0))
  const perHalf = Math.ceil(kernels / halves)
  const columns = Math.min(mostColumns, perHalf)
  const rows = Math.ceil(perHalf / columns)
  const pitch = size + gap
  const halfHeight = rows * pitch - gap
  const width = columns * pitch - gap
  const height = halves * halfHeight + (halves - 1) * halfGap
  const sheet = new Uint8ClampedArray(width * height * 4)

  for (let kernel = 0; kernel < kernels; kernel++) {
    const [half, place] = [Math.floor(kernel / perHalf), kernel % perHalf]
    const left = (place % columns) * pitch
    const top = half * (halfHeight + halfGap) + Math.floor(place / columns) * pitch
    for (let at = 0; at < size * size; at++) {
      const from = (kernel * size * size + at) * 3
      const to = ((top + Math.floor(at / size)) * width + left + (at % size)) * 4
      sheet.set(bytes.subarray(from, from + 3), to)
      sheet[to + 3] = 255
    }
  }
  return { width, height, pixels: sheet }
}
