/** Keeps what each picture looks like, and orders pictures by it. */
import type { Database } from 'better-sqlite3'
import { distance, fingerprintBytes, lookOf } from '../lib/fingerprint.ts'
import { Failure } from '../lib/failure.ts'
import { orderOf } from '../lib/order.ts'

export interface FingerprintWriter {
  add(pictureId: number, fingerprint: Uint8Array): void
  /**
   * These pictures, given in ascending order, with what looks most like `imageId` first and those without a fingerprint
   * last. Throws `Failure('conflict')` where it has none itself.
   */
  byLikeness(imageId: number, ids: readonly number[]): number[]
}

/** Fingerprints that are read at once, some 10 MB. */
const portion = 32_768
/** More than the distance of any two pictures. */
const farthest = 2 ** 32 - 1

export function fingerprintWriter(database: Database): FingerprintWriter {
  const insert = database.prepare<[number, Uint8Array]>(
    'INSERT OR REPLACE INTO fingerprints (pictureId, fingerprint) VALUES (?, ?)',
  )
  const updateLook = database.prepare<[number, number]>('UPDATE pictures SET look = ? WHERE id = ?')
  const selectOne = database
    .prepare<[number], Uint8Array>('SELECT fingerprint FROM fingerprints WHERE pictureId = ?')
    .pluck()
  // As lists, which take a fraction of the time of a row for each.
  const selectBetween = database.prepare<[number, number], { ids: string; fingerprints: Uint8Array }>(`
    SELECT json_group_array(pictureId) AS ids, CAST(ifnull(group_concat(fingerprint, ''), '') AS BLOB) AS fingerprints
    FROM fingerprints WHERE pictureId BETWEEN ? AND ?`)

  return {
    add(pictureId, fingerprint) {
      insert.run(pictureId, fingerprint)
      updateLook.run(lookOf(fingerprint), pictureId)
    },
    byLikeness(imageId, ids) {
      const wanted = selectOne.get(imageId)
      if (!wanted) {
        const text = 'What this picture looks like is not known yet. Look for duplicates in the dataset first.'
        throw new Failure('conflict', text)
      }
      const distances = new Uint32Array(ids.length).fill(farthest)
      let place = 0
      while (place < ids.length) {
        // By number, not by how many are asked for: few of them may lie far apart.
        const first = ids[place]!
        const found = selectBetween.get(first, Math.min(first + portion - 1, ids.at(-1)!))!
        for (const [index, id] of (JSON.parse(found.ids) as number[]).entries()) {
          while (ids[place]! < id) place++
          if (ids[place] === id) distances[place] = distance(wanted, found.fingerprints, index * fingerprintBytes)
        }
        while (ids[place]! < first + portion) place++
      }
      const order = orderOf(distances)
      return ids.map((_, place) => ids[order[place]!]!)
    },
  }
}
