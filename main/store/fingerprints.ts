/** Keeps what each picture looks like, and orders pictures by it. */
import type { Database } from 'better-sqlite3'
import { distance, lookOf } from '../lib/fingerprint.ts'
import { Failure } from '../lib/failure.ts'

export interface FingerprintWriter {
  add(pictureId: number, fingerprint: Uint8Array): void
  /**
   * These pictures, given in ascending order, with what looks most like `imageId` first and those without a fingerprint
   * last. Throws `Failure('conflict')` where it has none itself.
   */
  byLikeness(imageId: number, ids: readonly number[]): number[]
}

/** More pictures than a dataset has, and more than the distance of any two; their product is an exact number. */
const places = 2 ** 24
const farthest = 2 ** 28

export function fingerprintWriter(database: Database): FingerprintWriter {
  const insert = database.prepare<[number, Uint8Array]>(
    'INSERT OR REPLACE INTO fingerprints (pictureId, fingerprint) VALUES (?, ?)',
  )
  const updateLook = database.prepare<[number, number]>('UPDATE pictures SET look = ? WHERE id = ?')
  const selectOne = database
    .prepare<[number], Uint8Array>('SELECT fingerprint FROM fingerprints WHERE pictureId = ?')
    .pluck()
  const selectBetween = database.prepare<[number, number], [number, Uint8Array]>(
    'SELECT pictureId, fingerprint FROM fingerprints WHERE pictureId BETWEEN ? AND ?',
  )
  selectBetween.raw()

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
      if (ids.length === 0) return []
      // Each distance with the place of its picture behind it in one number, which sorts a million at once.
      const keys = new Float64Array(ids.length).map((_, place) => farthest * places + place)
      let place = 0
      for (const [id, fingerprint] of selectBetween.iterate(ids[0]!, ids.at(-1)!)) {
        while (ids[place]! < id) place++
        if (ids[place] === id) keys[place] = Math.round(distance(wanted, fingerprint)) * places + place
      }
      return Array.from(keys.sort(), (key) => ids[key % places]!)
    },
  }
}
