/** Where operators by themselves are tried, and the padding that they are tried with. */
import type { Platform } from '../../main/engine/onnx/platform.ts'
import type { Padding } from '../../main/network/layers.ts'

export const processor: Platform = { provider: 'cpu', threads: 2, blockSize: null }

/** Graphs for cards have the sums of a convolution as they are written; they run on a processor as well. */
export const card: Platform = { ...processor, provider: 'webgpu' }

/** Zeros on all four sides. */
export function around(pixels: number): Padding {
  return { top: pixels, left: pixels, bottom: pixels, right: pixels }
}
