/** Keeps what networks answered, so that their mistakes can be looked at and their suggestions accepted. */
import type { Database } from 'better-sqlite3'
import type { ImageAnswer, Split } from '../../preload/contract/index.ts'

/** How many pictures of a class were taken for a class, the same or another. */
export interface AnswerCount {
  readonly classId: number
  readonly answerId: number
  readonly pictures: number
}

export interface NewAnswer extends ImageAnswer {
  readonly imageId: number
}

export interface AnswerStore {
  /**
   * The class that came first for each picture; takes the place of what the run answered before.
   * @param suggested whether the pictures have no label
   */
  set(runId: number, answers: Iterable<NewAnswer>, suggested: boolean): void
  /** By picture, of those of the dataset that the run was asked about and whose class is there still. */
  of(datasetId: number, runId: number, imageIds: readonly number[]): ReadonlyMap<number, ImageAnswer>
  /**
   * Of a split's pictures as they are labelled now, without those that are excluded and those that had no label; the most
   * frequent first.
   */
  counts(runId: number, split: Split): readonly AnswerCount[]
}

export function answerStore(database: Database): AnswerStore {
  const insert = database.prepare<[NewAnswer & { readonly runId: number; readonly suggested: 0 | 1 }]>(`
    INSERT OR REPLACE INTO answers (runId, pictureId, classId, probability, suggested)
    VALUES (@runId, @imageId, @classId, @probability, @suggested)`)
  // SQLite takes a cross join as it is written, the left one first; of its own accord it begins with all of the dataset.
  const selectOf = database.prepare<[{ datasetId: number; runId: number; imageIds: string }], NewAnswer>(`
    SELECT pictureId AS imageId, answers.classId, probability
    FROM json_each(@imageIds) AS wanted CROSS JOIN answers ON runId = @runId AND pictureId = wanted.value
      CROSS JOIN pictures ON pictures.id = pictureId AND pictures.datasetId = @datasetId
      CROSS JOIN classes ON classes.id = answers.classId`)
  const selectCounts = database.prepare<[number, Split], AnswerCount>(
    `SELECT pictures.classId, answers.classId AS answerId, count(*) AS pictures
     FROM answers JOIN pictures ON pictures.id = answers.pictureId
     WHERE answers.runId = ? AND suggested = 0 AND pictures.split = ? AND pictures.excluded = 0
       AND pictures.classId IS NOT NULL
     GROUP BY pictures.classId, answerId ORDER BY pictures DESC, pictures.classId, answerId`,
  )
  return {
    set: database.transaction((runId: number, answers: Iterable<NewAnswer>, suggested: boolean) => {
      for (const answer of answers) insert.run({ ...answer, runId, suggested: suggested ? 1 : 0 })
    }).immediate,
    of(datasetId, runId, imageIds) {
      const rows = selectOf.all({ datasetId, runId, imageIds: JSON.stringify(imageIds) })
      return new Map(rows.map(({ imageId, ...answer }) => [imageId, answer]))
    },
    counts: (runId, split) => selectCounts.all(runId, split),
  }
}
