/**
 * Random numbers as functions of (seed, purpose, epoch, index): nothing to save, nothing to replay, and a resumed run
 * draws what an uninterrupted one would have drawn.
 */

/** What a number is drawn for; each purpose is a sequence of its own. */
export type Purpose = 'weights' | 'order' | 'crop' | 'mirror' | 'colour' | 'dropout' | 'split' | 'sample'

/** Numbers that are thrown away, until all words of the state depend on all that it began from. */
const warmUp = 12

/** A generator of 32-bit numbers (sfc32 by Chris Doty-Humphrey, PractRand, public domain), begun from four words. */
export class Random {
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(seed: number, purpose: Purpose, epoch = 0, index = 0) {
    this.#a = seed | 0
    this.#b = hashText(purpose)
    this.#c = epoch | 0
    this.#d = index | 0
    for (let i = 0; i < warmUp; i++) this.uint32()
  }

  /** Uniform in 0 … 2³²−1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum >>> 0
  }

  /** Uniform in [0, 1), with 32 random bits. */
  uniform(): number {
    return this.uint32() / 2 ** 32
  }

  /** Uniform among 0 … bound−1; bound at most 2³². */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound)
  }

  /** Normal with mean 0 and deviation 1 (Box and Muller 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    return radius * Math.cos(2 * Math.PI * this.uniform())
  }

  /** Fills the array with normals of mean 0 and this deviation, two from each pair of uniforms. */
  fillNormal(target: Float32Array, deviation: number): void {
    for (let i = 0; i < target.length; i += 2) {
      const radius = deviation * Math.sqrt(-2 * Math.log(1 - this.uniform()))
      const angle = 2 * Math.PI * this.uniform()
      target[i] = radius * Math.cos(angle)
      if (i + 1 < target.length) target[i + 1] = radius * Math.sin(angle)
    }
  }
}

/**
 * The first number of a generator that nothing else is drawn from, uniform in 0 … 2³²−1: in a quarter of the time, as no
 * state is kept.
 */
export function drawOnce(seed: number, purpose: Purpose, epoch = 0, index = 0): number {
  let a = seed | 0
  let b = hashText(purpose)
  let c = epoch | 0
  let d = index | 0
  for (let i = 0; i < warmUp; i++) {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
  }
  return (a + b + d) >>> 0
}

/** A permutation of 0 … count−1 (Fisher and Yates). */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1)
    const swapped = order[last]!
    order[last] = order[other]!
    order[other] = swapped
  }
  return order
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
