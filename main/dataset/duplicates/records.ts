/** Byte records of one length, a million of them with little beside their bytes. */
const perSlab = 8192

export class Records {
  readonly bytes: number
  readonly #slabs: Uint8Array[] = []
  #count = 0

  constructor(bytes: number) {
    this.bytes = bytes
  }

  get count(): number {
    return this.#count
  }

  add(record: Uint8Array): void {
    const place = this.#count++
    if (place % perSlab === 0) this.#slabs.push(new Uint8Array(perSlab * this.bytes))
    this.#slabs.at(-1)!.set(record, (place % perSlab) * this.bytes)
  }

  /** The record itself, not a copy. */
  get(place: number): Uint8Array {
    const start = (place % perSlab) * this.bytes
    return this.#slabs[Math.floor(place / perSlab)]!.subarray(start, start + this.bytes)
  }
}
