/** What networks answered: for each picture of an evaluation the class that came first. */
import type { Migration } from '../migrate.ts'

export const answers: Migration = {
  version: 60,
  sql: `
    CREATE TABLE answers (
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      pictureId INTEGER NOT NULL,
      classId INTEGER NOT NULL,
      PRIMARY KEY (runId, pictureId)
    ) STRICT, WITHOUT ROWID;
  `,
}
