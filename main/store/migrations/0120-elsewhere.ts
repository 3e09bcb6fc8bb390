/** Keeps what networks measured on datasets that are not their own. */
import type { Migration } from '../migrate.ts'

export const elsewhere: Migration = {
  version: 120,
  sql: `
    CREATE TABLE evaluationsElsewhere (
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      -- Its name when it was measured; the dataset may have gone since.
      datasetName TEXT NOT NULL,
      crops INTEGER NOT NULL,
      loss REAL NOT NULL,
      top1Error REAL NOT NULL,
      top5Error REAL NOT NULL,
      images INTEGER NOT NULL,
      seconds REAL NOT NULL,
      -- Classes whose pictures were left out, as JSON.
      unknown TEXT NOT NULL,
      PRIMARY KEY (runId, datasetName, crops)
    ) STRICT, WITHOUT ROWID;
  `,
}
