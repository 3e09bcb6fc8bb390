/**
 * Enlarges small squares by bilinear interpolation, pixel centres aligned. It is here because libvips takes five times
 * as long for pictures like CIFAR's, where enlarging was most of an import's time.
 */

/** From [from, from, 3] to [to, to, 3] bytes, where `from` < `to`. Colours beyond the edge are those of the edge. */
export function enlarge(source: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  const { low, high, weight } = taps(from, to)
  const rowBytes = to * 3
  const wide = widen(source, from, to)
  const target = new Uint8Array(to * rowBytes)
  for (let y = 0; y < to; y++) {
    const upper = low[y]! * rowBytes
    const lower = high[y]! * rowBytes
    const share = weight[y]!
    const start = y * rowBytes
    for (let x = 0; x < rowBytes; x++) {
      const value = wide[upper + x]!
      target[start + x] = (value * one + (wide[lower + x]! - value) * share + half) >> shift
    }
  }
  return target
}

/** Weights are fixed-point numbers; a row between the passes has 8 bits before the point and 5 behind it. */
const weightBits = 10
const rowBits = 5
const shift = weightBits + rowBits
const one = 1 << weightBits
const half = 1 << (shift - 1)

/** Each row of the source, `to` pixels wide. */
function widen(source: Uint8Array, from: number, to: number): Int16Array {
  const { low, high, weight } = taps(from, to)
  const wide = new Int16Array(from * to * 3)
  let at = 0
  for (let y = 0; y < from; y++) {
    const row = y * from * 3
    for (let x = 0; x < to; x++) {
      const left = row + low[x]! * 3
      const right = row + high[x]! * 3
      const share = weight[x]!
      for (let channel = 0; channel < 3; channel++) {
        const value = source[left + channel]!
        wide[at++] = (value * one + (source[right + channel]! - value) * share) >> (weightBits - rowBits)
      }
    }
  }
  return wide
}

interface Taps {
  /** For each place of the target, the two places of the source it lies between. */
  readonly low: Uint8Array
  readonly high: Uint8Array
  /** Share of the second, in units of 1/`one`. */
  readonly weight: Int16Array
}

const known = new Map<string, Taps>()

function taps(from: number, to: number): Taps {
  const key = `${from} ${to}`
  const cached = known.get(key)
  if (cached) return cached
  const made = { low: new Uint8Array(to), high: new Uint8Array(to), weight: new Int16Array(to) }
  for (let place = 0; place < to; place++) {
    const centre = Math.min(from - 1, Math.max(0, ((place + 0.5) * from) / to - 0.5))
    made.low[place] = Math.floor(centre)
    made.high[place] = Math.min(from - 1, Math.floor(centre) + 1)
    made.weight[place] = Math.round((centre - Math.floor(centre)) * one)
  }
  known.set(key, made)
  return made
}
