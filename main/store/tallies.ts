/**
 * Keeps count of pictures that go from one split to another. Triggers keep count of everything else that happens to
 * them; a trigger for each of a million moves would take longer than all the rest of a draw.
 */
import type { Database } from 'better-sqlite3'
import { splits, type Split } from '../../preload/contract/index.ts'
import type { PicturesBefore } from './picture-changes.ts'

interface Added {
  readonly datasetId: number
  readonly isExcluded: number
  readonly classId: number
  readonly split: Split
  readonly images: number
}

export function tallier(database: Database) {
  const add = database.prepare<[Added]>(`
    INSERT INTO tallies (datasetId, excluded, classId, split, images)
    VALUES (@datasetId, @isExcluded, @classId, @split, @images)
      ON CONFLICT DO UPDATE SET images = images + @images`)

  return {
    /** Counts pictures in the splits with these numbers from now on, and not in those that they were in. */
    move(datasetId: number, { ids, values, classIds, excluded }: PicturesBefore, to: readonly number[]): void {
      /** How many more each class has, by split and exclusion. */
      const counts = new Map<number | null, number[]>()
      for (let place = 0; place < ids.length; place++) {
        const classId = classIds[place]!
        let ofClass = counts.get(classId)
        if (!ofClass) counts.set(classId, (ofClass = splits.flatMap(() => [0, 0])))
        ofClass[2 * values[place]! + excluded[place]!]!--
        ofClass[2 * to[place]! + excluded[place]!]!++
      }
      for (const [classId, ofClass] of counts) {
        for (const [kind, images] of ofClass.entries()) {
          if (images === 0) continue
          add.run({ datasetId, isExcluded: kind % 2, classId: classId ?? 0, split: splits[kind >> 1]!, images })
        }
      }
    },
  }
}
