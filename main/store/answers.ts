/** Keeps what networks answered, so that their mistakes can be looked at. */
import type { Database } from 'better-sqlite3'

export interface AnswerStore {
  /** The class that came first for each picture; takes the place of what the run answered before. */
  set(runId: number, answers: Iterable<readonly [imageId: number, classId: number]>): void
}

export function answerStore(database: Database): AnswerStore {
  const insert = database.prepare<[number, number, number]>(
    'INSERT OR REPLACE INTO answers (runId, pictureId, classId) VALUES (?, ?, ?)',
  )
  return {
    set: database.transaction((runId: number, answers: Iterable<readonly [number, number]>) => {
      for (const [imageId, classId] of answers) insert.run(runId, imageId, classId)
    }).immediate,
  }
}
