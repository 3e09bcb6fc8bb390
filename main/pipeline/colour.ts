/**
 * Colour shift along principal components (paper, section 4.1): adds α·p·√λ to every pixel of a picture, with p and λ
 * the eigenvectors and eigenvalues of the training pixels' RGB covariance and α ~ N(0, 0.1). The paper writes α·λ; with
 * bytes for pixels that saturates every picture, and √λ, the deviation along p, gives its visible but natural shifts.
 */

/** Amounts in bytes to add to red, green and blue. */
export type ColourShift = readonly [number, number, number]

/** Three directions, each scaled by the deviation of the pixels along it: row i is pᵢ·√λᵢ. */
export type ColourBasis = readonly [ColourShift, ColourShift, ColourShift]

/** A symmetric 3×3 matrix, row by row. */
export type Covariance = readonly (readonly number[])[]

export function colourBasis(covariance: Covariance): ColourBasis {
  const pairs = eigenSymmetric3(covariance)
  const row = (index: number): ColourShift => {
    const { value, vector } = pairs[index]!
    const deviation = Math.sqrt(Math.max(0, value))
    return [vector[0]! * deviation, vector[1]! * deviation, vector[2]! * deviation]
  }
  return [row(0), row(1), row(2)]
}

/** The sum of the basis' rows, each times its α. */
export function colourShift(basis: ColourBasis, alphas: readonly [number, number, number]): ColourShift {
  const channel = (index: 0 | 1 | 2) =>
    alphas[0] * basis[0][index] + alphas[1] * basis[1][index] + alphas[2] * basis[2][index]
  return [channel(0), channel(1), channel(2)]
}

/**
 * Adds the shift, rounded, to the RGB pixels, clamped to 0 … 255: four bytes at once, as far as they go in whole words.
 */
export function shiftColour(pixels: Uint8Array, shift: ColourShift): void {
  const aligned = pixels.byteOffset % 4 === 0
  const words = new Int32Array(pixels.buffer, aligned ? pixels.byteOffset : 0, aligned ? pixels.length >> 2 : 0)
  const amounts = shift.map((amount) => Math.round(Math.min(255, Math.max(-255, amount))))
  const added = [0, 1, 2].map((word) => inWord(word, (channel) => Math.abs(amounts[channel]!)))
  const turned = [0, 1, 2].map((word) => inWord(word, (channel) => (amounts[channel]! < 0 ? 255 : 0)))
  const [added0, added1, added2] = added as [number, number, number]
  const [turned0, turned1, turned2] = turned as [number, number, number]
  const whole = words.length - (words.length % 3)
  for (let at = 0; at < whole; at += 3) {
    words[at] = addBytes(words[at]! ^ turned0, added0) ^ turned0
    words[at + 1] = addBytes(words[at + 1]! ^ turned1, added1) ^ turned1
    words[at + 2] = addBytes(words[at + 2]! ^ turned2, added2) ^ turned2
  }
  for (let at = whole * 4; at < pixels.length; at++) {
    pixels[at] = Math.min(255, Math.max(0, pixels[at]! + amounts[at % 3]!))
  }
}

/** The bytes of three channels as they lie in the first, second or third of three little-endian words. */
function inWord(word: number, byteOf: (channel: number) => number): number {
  return [0, 1, 2, 3].reduce((bits, byte) => bits | (byteOf((word * 4 + byte) % 3) << (8 * byte)), 0)
}

/**
 * Adds four bytes to four bytes, each stopping at 255 (Warren: Hacker's Delight, 2nd edition, section 2-18). What is to
 * be taken away is added to the turned bytes, 255 − x, instead.
 */
function addBytes(a: number, b: number): number {
  const sum = ((a & 0x7f7f7f7f) + (b & 0x7f7f7f7f)) ^ ((a ^ b) & 0x80808080)
  const over = ((a & b) | ((a | b) & ~sum)) & 0x80808080
  return sum | ((over << 1) - (over >>> 7))
}

/**
 * Eigenvalues, largest first, and their unit eigenvectors, by Jacobi's rotations (Golub and Van Loan, Matrix
 * Computations, section 8.5). A 3×3 matrix converges in a handful of sweeps.
 */
export function eigenSymmetric3(matrix: Covariance): { value: number; vector: number[] }[] {
  const a = matrix.map((row) => [...row])
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]
  for (let sweep = 0; sweep < 32; sweep++) {
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      rotate(a, v, p, q)
    }
  }
  return [0, 1, 2]
    .map((index) => ({ value: a[index]![index]!, vector: v.map((row) => row[index]!) }))
    .sort((one, other) => other.value - one.value)
}

/** One rotation that makes a[p][q] zero, carried along in the columns of v. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const off = a[p]![q]!
  if (off === 0) return
  const tau = (a[q]![q]! - a[p]![p]!) / (2 * off)
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau))
  const cosine = 1 / Math.sqrt(1 + tangent * tangent)
  const sine = tangent * cosine
  for (let k = 0; k < 3; k++) {
    const kp = a[k]![p]!
    const kq = a[k]![q]!
    a[k]![p] = cosine * kp - sine * kq
    a[k]![q] = sine * kp + cosine * kq
  }
  for (let k = 0; k < 3; k++) {
    const pk = a[p]![k]!
    const qk = a[q]![k]!
    a[p]![k] = cosine * pk - sine * qk
    a[q]![k] = sine * pk + cosine * qk
    const vp = v[k]![p]!
    const vq = v[k]![q]!
    v[k]![p] = cosine * vp - sine * vq
    v[k]![q] = sine * vp + cosine * vq
  }
}
