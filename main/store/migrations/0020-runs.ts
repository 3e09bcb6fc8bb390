/** Training runs and what they measured. A run outlives its dataset, so it carries the dataset's name and classes. */
import type { Migration } from '../migrate.ts'

export const runs: Migration = {
  version: 20,
  sql: `
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      datasetId INTEGER REFERENCES datasets ON DELETE SET NULL,
      datasetName TEXT NOT NULL,
      status TEXT NOT NULL
        CHECK (status IN ('waiting', 'running', 'finished', 'stopped', 'interrupted', 'failed')),
      message TEXT,
      createdAt INTEGER NOT NULL,
      endedAt INTEGER,
      settings TEXT NOT NULL,
      classNames TEXT NOT NULL,
      classIds TEXT NOT NULL,
      device TEXT,
      normalisation TEXT
    ) STRICT;
    CREATE INDEX runsByDataset ON runs (datasetId);

    CREATE TABLE epochs (
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      epoch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      trainLoss REAL NOT NULL,
      trainTop1Error REAL NOT NULL,
      trainTop5Error REAL NOT NULL,
      validationLoss REAL,
      validationTop1Error REAL,
      validationTop5Error REAL,
      learningRate REAL NOT NULL,
      imagesPerSecond REAL NOT NULL,
      seconds REAL NOT NULL,
      waitingShare REAL NOT NULL,
      PRIMARY KEY (runId, epoch)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE steps (
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      loss REAL NOT NULL,
      learningRate REAL NOT NULL,
      PRIMARY KEY (runId, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE evaluations (
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
      crops INTEGER NOT NULL,
      loss REAL NOT NULL,
      top1Error REAL NOT NULL,
      top5Error REAL NOT NULL,
      images INTEGER NOT NULL,
      seconds REAL NOT NULL,
      PRIMARY KEY (runId, split, crops)
    ) STRICT, WITHOUT ROWID;
  `,
}
