/**
 * Finds pictures that look the same: exact copies by their content, near ones by their fingerprints. It compares only
 * candidates that multi-index hashing proposes, and knows no store.
 */
import {
  brightnessOf,
  correlation,
  fingerprintBytes,
  isPlain,
  nearBits,
  nearCorrelation,
  sameColours,
  type Brightness,
} from '../../lib/fingerprint.ts'
import { isCrop, leastCorrelation } from './crops.ts'
import { DisjointSets } from './disjoint-sets.ts'
import { firstCopies } from './first-copies.ts'
import { HashIndex } from './hash-index.ts'
import { Records } from './records.ts'

export interface Candidate {
  readonly id: number
  readonly sha256: Uint8Array
  readonly fingerprint: Uint8Array
}

/** A picture that looks like others. */
export interface Found {
  readonly pictureId: number
  /** The lowest id among all that look alike. */
  readonly groupId: number
  /** The lowest id with the very same file; `null` where no other has it. */
  readonly copyOf: number | null
}

export class DuplicateSearch {
  readonly #ids: number[] = []
  readonly #contents = new Records(32)
  readonly #fingerprints = new Records(fingerprintBytes)
  readonly #index = new HashIndex()

  get size(): number {
    return this.#ids.length
  }

  /** Pictures must come by ascending id. */
  add({ id, sha256, fingerprint }: Candidate): void {
    this.#ids.push(id)
    this.#contents.add(sha256)
    this.#fingerprints.add(fingerprint)
    this.#index.add(fingerprint)
  }

  /** Compares everything; yields how many are done every so many pictures, so that the caller can tell, or stop. */
  *run(pictures = 5000): Generator<number, Found[]> {
    const sets = new DisjointSets(this.size)
    const copies = firstCopies(this.#contents)
    for (const [place, first] of copies.entries()) if (first !== place) sets.join(first, place)
    this.#index.seal()
    for (let place = 0; place < this.size; place++) {
      if (place % pictures === 0) yield place
      if (copies[place] !== place) continue
      const fingerprint = this.#fingerprints.get(place)
      const brightness = brightnessOf(fingerprint)
      if (isPlain(brightness)) continue
      this.#index.visit(place, nearBits, (other) => {
        if (!sets.joined(place, other) && this.#looksLike(fingerprint, brightness, other)) sets.join(place, other)
      })
    }
    return this.#found(sets, copies)
  }

  #looksLike(fingerprint: Uint8Array, brightness: Brightness, place: number): boolean {
    const other = this.#fingerprints.get(place)
    const ofOther = brightnessOf(other)
    if (isPlain(ofOther)) return false
    const alike = correlation(fingerprint, other, brightness, ofOther)
    if (alike < leastCorrelation || !sameColours(fingerprint, other)) return false
    return alike >= nearCorrelation || isCrop(fingerprint, other, brightness, ofOther)
  }

  #found(sets: DisjointSets, copies: Int32Array): Found[] {
    const counts = new Int32Array(this.size)
    for (const first of copies) counts[first]!++
    const found: Found[] = []
    for (let place = 0; place < this.size; place++) {
      if (sets.size(place) === 1) continue
      const first = copies[place]!
      found.push({
        pictureId: this.#ids[place]!,
        groupId: this.#ids[sets.lowest(place)]!,
        copyOf: counts[first]! > 1 ? this.#ids[first]! : null,
      })
    }
    return found
  }
}
