/** Keeps what each picture looks like, and orders pictures by it. */
import type { Database } from 'better-sqlite3'
import { distance, lookOf } from '../lib/fingerprint.ts'
import { Failure } from '../lib/failure.ts'

export interface FingerprintWriter {
  add(pictureId: number, fingerprint: Uint8Array): void
  /** These pictures, what looks most like `imageId` first; those without a fingerprint last. */
  byLikeness(imageId: number, ids: readonly number[]): number[]
}

export function fingerprintWriter(database: Database): FingerprintWriter {
  const insert = database.prepare<[number, number, Uint8Array]>(
    'INSERT OR REPLACE INTO fingerprints (pictureId, look, fingerprint) VALUES (?, ?, ?)',
  )
  const selectOne = database
    .prepare<[number], Uint8Array>('SELECT fingerprint FROM fingerprints WHERE pictureId = ?')
    .pluck()
  const selectBetween = database.prepare<[number, number], [number, Uint8Array]>(
    'SELECT pictureId, fingerprint FROM fingerprints WHERE pictureId BETWEEN ? AND ?',
  )
  selectBetween.raw()

  return {
    add: (pictureId, fingerprint) => void insert.run(pictureId, lookOf(fingerprint), fingerprint),
    byLikeness(imageId, ids) {
      const wanted = selectOne.get(imageId)
      if (!wanted) {
        const text = 'What this picture looks like is not known yet. Look for duplicates in the dataset first.'
        throw new Failure('conflict', text)
      }
      const distances = new Map(ids.map((id) => [id, Infinity]))
      const [first, last] = ids.reduce(([low, high], id) => [Math.min(low, id), Math.max(high, id)], [Infinity, 0])
      if (ids.length === 0) return []
      for (const [id, fingerprint] of selectBetween.iterate(first, last)) {
        if (distances.has(id)) distances.set(id, distance(wanted, fingerprint))
      }
      return ids.toSorted((a, b) => distances.get(a)! - distances.get(b)! || a - b)
    },
  }
}
