/**
 * The first layer's kernels as pictures (paper, figure 3). Each is stretched by itself, about its zero: middle grey is
 * a weight of nothing, and the largest weight of the kernel is black or full colour.
 */

const middle = 127.5

/**
 * Bytes [kernels, y, x, 3] of weights [kernels, 3, y, x]. A kernel of nothing but zeros, or with weights that are no
 * finite numbers, is grey.
 */
export function kernelPixels(weights: Float32Array, kernels: number, size: number): Uint8Array {
  const area = size * size
  const length = 3 * area
  const pixels = new Uint8Array(kernels * length)
  for (let kernel = 0; kernel < kernels; kernel++) {
    const own = weights.subarray(kernel * length, (kernel + 1) * length)
    const most = own.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0)
    if (!(most > 0 && Number.isFinite(most))) {
      pixels.fill(128, kernel * length, (kernel + 1) * length)
      continue
    }
    for (let at = 0; at < area; at++) {
      for (let channel = 0; channel < 3; channel++) {
        pixels[kernel * length + at * 3 + channel] = Math.round(middle + (middle * own[channel * area + at]!) / most)
      }
    }
  }
  return pixels
}
