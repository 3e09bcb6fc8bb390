/** Keeps what networks answered, so that their mistakes can be looked at. */
import type { Database } from 'better-sqlite3'
import type { Split } from '../../preload/contract/index.ts'

/** How many pictures of a class were taken for a class, the same or another. */
export interface AnswerCount {
  readonly classId: number
  readonly answerId: number
  readonly pictures: number
}

export interface AnswerStore {
  /** The class that came first for each picture; takes the place of what the run answered before. */
  set(runId: number, answers: Iterable<readonly [imageId: number, classId: number]>): void
  /** Of a split's pictures as they are labelled now, without those that are excluded; the most frequent first. */
  counts(runId: number, split: Split): readonly AnswerCount[]
}

export function answerStore(database: Database): AnswerStore {
  const insert = database.prepare<[number, number, number]>(
    'INSERT OR REPLACE INTO answers (runId, pictureId, classId) VALUES (?, ?, ?)',
  )
  const selectCounts = database.prepare<[number, Split], AnswerCount>(
    `SELECT pictures.classId, answers.classId AS answerId, count(*) AS pictures
     FROM answers JOIN pictures ON pictures.id = answers.pictureId
     WHERE answers.runId = ? AND pictures.split = ? AND pictures.excluded = 0 AND pictures.classId IS NOT NULL
     GROUP BY pictures.classId, answerId ORDER BY pictures DESC, pictures.classId, answerId`,
  )
  return {
    set: database.transaction((runId: number, answers: Iterable<readonly [number, number]>) => {
      for (const [imageId, classId] of answers) insert.run(runId, imageId, classId)
    }).immediate,
    counts: (runId, split) => selectCounts.all(runId, split),
  }
}
