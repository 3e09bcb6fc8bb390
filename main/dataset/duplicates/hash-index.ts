/**
 * Finds 64-bit hashes that differ in few bits, without comparing each with each (multi-index hashing: Norouzi, Punjani,
 * Fleet 2012). Of two hashes that differ in at most 4·r + 3 bits, at least one of the four 16-bit parts differs in at
 * most r; so each part has a table, in which all values within r bits are looked up.
 */
import { bitCount } from '../../lib/fingerprint.ts'

const parts = 4
const partValues = 2 ** 16

interface Table {
  /** Where the places of each value begin; one more for the end. */
  readonly starts: Int32Array
  readonly places: Int32Array
}

export class HashIndex {
  #words = new Uint32Array(2048)
  #count = 0
  #tables: readonly Table[] = []

  /** Takes the hash in the first eight bytes, and gives it the next place. */
  add(bytes: Uint8Array): void {
    if (2 * this.#count === this.#words.length) {
      const wider = new Uint32Array(2 * this.#words.length)
      wider.set(this.#words)
      this.#words = wider
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    this.#words[2 * this.#count] = view.getUint32(0)
    this.#words[2 * this.#count + 1] = view.getUint32(4)
    this.#count++
  }

  /** Makes the tables; nothing is added afterwards. */
  seal(): void {
    this.#tables = Array.from({ length: parts }, (_, part) => this.#table(part))
  }

  /** Names each later place whose hash differs in at most `bits` bits, once or more often. */
  visit(place: number, bits: number, found: (other: number) => void): void {
    const masks = masksWithin(Math.floor(bits / parts))
    const [high, low] = [this.#words[2 * place]!, this.#words[2 * place + 1]!]
    for (let part = 0; part < parts; part++) {
      const { starts, places } = this.#tables[part]!
      const value = this.#part(place, part)
      for (const mask of masks) {
        const bucket = value ^ mask
        for (let at = starts[bucket]!; at < starts[bucket + 1]!; at++) {
          const other = places[at]!
          if (other <= place) continue
          const differing = bitCount(high ^ this.#words[2 * other]!) + bitCount(low ^ this.#words[2 * other + 1]!)
          if (differing <= bits) found(other)
        }
      }
    }
  }

  #part(place: number, part: number): number {
    const word = this.#words[2 * place + (part >> 1)]!
    return part % 2 === 0 ? word >>> 16 : word & 0xffff
  }

  /** Places sorted by the value of a part, by counting. */
  #table(part: number): Table {
    const starts = new Int32Array(partValues + 1)
    for (let place = 0; place < this.#count; place++) starts[this.#part(place, part) + 1]!++
    for (let value = 0; value < partValues; value++) starts[value + 1]! += starts[value]!
    const next = starts.slice()
    const places = new Int32Array(this.#count)
    for (let place = 0; place < this.#count; place++) places[next[this.#part(place, part)]!++] = place
    return { starts, places }
  }
}

const knownMasks = new Map<number, Int32Array>()

/** All 16-bit values with at most this many bits set. */
function masksWithin(bits: number): Int32Array {
  const known = knownMasks.get(bits)
  if (known) return known
  const masks = Int32Array.from({ length: partValues }, (_, value) => value).filter((value) => bitCount(value) <= bits)
  knownMasks.set(bits, masks)
  return masks
}
