/** Finds records with the same bytes. They are hashes themselves, so their first bytes serve as one. */
import type { Records } from './records.ts'

/** For each record the first place with the same bytes, its own where none came before. */
export function firstCopies(records: Records): Int32Array {
  const size = 2 ** Math.ceil(Math.log2(2 * Math.max(1, records.count)))
  const table = new Int32Array(size).fill(-1)
  return Int32Array.from({ length: records.count }, (_, place) => {
    const record = records.get(place)
    let slot = Buffer.from(record.buffer, record.byteOffset).readUInt32LE(0) & (size - 1)
    for (;;) {
      const known = table[slot]!
      if (known === -1) {
        table[slot] = place
        return place
      }
      if (Buffer.compare(records.get(known), record) === 0) return known
      slot = (slot + 1) & (size - 1)
    }
  })
}
