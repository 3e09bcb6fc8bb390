/**
 * Writes labels. Every change is kept for good, in batches that one act made; the class that a picture has now stands
 * on the picture as well, so that reading needs no history.
 */
import type { Database } from 'better-sqlite3'
import { Failure } from '../lib/failure.ts'

export function labelWriter(database: Database) {
  const insertBatch = database.prepare<[number, 'import' | 'person', number]>(
    'INSERT INTO labelBatches (datasetId, author, changedAt) VALUES (?, ?, ?)',
  )
  const insertFirst = database.prepare<[number, number, number]>(
    'INSERT INTO labelChanges (batchId, pictureId, classBefore, classAfter) VALUES (?, ?, NULL, ?)',
  )
  const selectClass = database.prepare<[number, number], { name: string }>(
    'SELECT name FROM classes WHERE id = ? AND datasetId = ?',
  )
  const countStrangers = database.prepare<[string, number], { strangers: number }>(`
    SELECT count(*) AS strangers FROM json_each(?) AS wanted LEFT JOIN pictures ON pictures.id = wanted.value
    WHERE pictures.datasetId IS NOT ?`)
  const insertChanges = database.prepare<[{ batch: number; ids: string; classId: number | null }]>(`
    INSERT INTO labelChanges (batchId, pictureId, classBefore, classAfter)
    SELECT @batch, id, classId, @classId FROM pictures
    WHERE id IN (SELECT value FROM json_each(@ids)) AND classId IS NOT @classId`)
  const updatePictures = database.prepare<[{ batch: number; classId: number | null }]>(`
    UPDATE pictures SET classId = @classId
    WHERE id IN (SELECT pictureId FROM labelChanges WHERE batchId = @batch)`)

  const newBatch = (datasetId: number, author: 'import' | 'person') =>
    Number(insertBatch.run(datasetId, author, Date.now()).lastInsertRowid)

  return {
    /** Records the labels that pictures got on import, within the caller's transaction. */
    first(datasetId: number, pictures: readonly { id: number; classId: number | null }[]): void {
      if (pictures.every((picture) => picture.classId === null)) return
      const batch = newBatch(datasetId, 'import')
      for (const { id, classId } of pictures) if (classId !== null) insertFirst.run(batch, id, classId)
    },
    change: database.transaction((datasetId: number, imageIds: readonly number[], classId: number | null): number => {
      if (classId !== null && !selectClass.get(classId, datasetId)) {
        throw new Failure('not-found', 'That class is not (any more) one of this dataset. Reload the classes.')
      }
      const ids = JSON.stringify(imageIds)
      const { strangers } = countStrangers.get(ids, datasetId)!
      if (strangers > 0) {
        const text = `${strangers} of the pictures to label are not (any more) in this dataset. Reload the list.`
        throw new Failure('not-found', text)
      }
      const batch = newBatch(datasetId, 'person')
      const { changes } = insertChanges.run({ batch, ids, classId })
      updatePictures.run({ batch, classId })
      return changes
    }).immediate,
  }
}
