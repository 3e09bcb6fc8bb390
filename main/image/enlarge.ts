/**
 * Enlarges small squares by bilinear interpolation, pixel centres aligned. It is here because libvips takes five times
 * as long for pictures like CIFAR's, where enlarging is most of an import's time. Four bytes of a row are worked on as
 * one number: two of them at a time, sixteen bits apart, so that a product of each with a weight of eight bits fits.
 */

/** From [from, from, 3] to [to, to, 3] bytes, where `from` < `to` and 4 divides `to`. Colours beyond the edge are the edge's. */
export function enlarge(
  source: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array<ArrayBuffer> = new Uint8Array(to * to * 3),
): Uint8Array<ArrayBuffer> {
  const { low, high, weight } = taps(from, to)
  const words = (to * 3) / 4
  const rows = new Uint32Array(widen(source, from, to).buffer)
  const targetWords = new Uint32Array(target.buffer)
  for (let y = 0; y < to; y++) {
    mixRows(rows, low[y]! * words, high[y]! * words, weight[y]!, targetWords, y * words, words)
  }
  return target
}

const pair = 0x00ff00ff
const halves = 0x00800080

/** `share` 256ths of the second row, the rest of the first. */
function mixRows(
  rows: Uint32Array,
  first: number,
  second: number,
  share: number,
  target: Uint32Array,
  start: number,
  words: number,
): void {
  if (share === 0) {
    target.set(rows.subarray(first, first + words), start)
    return
  }
  const rest = one - share
  for (let word = 0; word < words; word++) {
    const one = rows[first + word]!
    const other = rows[second + word]!
    const even = Math.imul(one & pair, rest) + Math.imul(other & pair, share) + halves
    const odd = Math.imul((one >>> 8) & pair, rest) + Math.imul((other >>> 8) & pair, share) + halves
    target[start + word] = ((even >>> 8) & pair) | (odd & ~pair)
  }
}

/** Each row of the source, `to` pixels wide. */
function widen(source: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  const { low, high, weight } = taps(from, to)
  const wide = new Uint8Array(from * to * 3)
  let at = 0
  for (let y = 0; y < from; y++) {
    const row = y * from * 3
    for (let x = 0; x < to; x++) {
      const left = row + low[x]! * 3
      const right = row + high[x]! * 3
      const share = weight[x]!
      for (let channel = 0; channel < 3; channel++) {
        const value = source[left + channel]!
        wide[at++] = (value * one + (source[right + channel]! - value) * share + one / 2) >> weightBits
      }
    }
  }
  return wide
}

const weightBits = 8
const one = 1 << weightBits

interface Taps {
  /** For each place of the target, the two places of the source it lies between. */
  readonly low: Uint8Array
  readonly high: Uint8Array
  /** Share of the second, in units of 1/`one`, below `one`. */
  readonly weight: Uint8Array
}

const known = new Map<string, Taps>()

function taps(from: number, to: number): Taps {
  const key = `${from} ${to}`
  const cached = known.get(key)
  if (cached) return cached
  const made = { low: new Uint8Array(to), high: new Uint8Array(to), weight: new Uint8Array(to) }
  for (let place = 0; place < to; place++) {
    const centre = Math.min(from - 1, Math.max(0, ((place + 0.5) * from) / to - 0.5))
    made.low[place] = Math.floor(centre)
    made.high[place] = Math.min(from - 1, Math.floor(centre) + 1)
    made.weight[place] = Math.min(one - 1, Math.round((centre - Math.floor(centre)) * one))
  }
  known.set(key, made)
  return made
}
