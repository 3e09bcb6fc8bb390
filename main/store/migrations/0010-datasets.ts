/** Datasets, their pictures, and every label change there ever was. */
import type { Migration } from '../migrate.ts'

export const datasets: Migration = {
  version: 10,
  sql: `
    CREATE TABLE datasets (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL COLLATE NOCASE UNIQUE,
      createdAt INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE sources (
      id INTEGER PRIMARY KEY,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      folder TEXT NOT NULL,
      split TEXT CHECK (split IN ('train', 'validation', 'test'))
    ) STRICT;
    CREATE INDEX sourcesByDataset ON sources (datasetId);

    CREATE TABLE classes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      name TEXT NOT NULL,
      UNIQUE (datasetId, name)
    ) STRICT;

    CREATE TABLE pictures (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      sourceId INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
      path TEXT NOT NULL,
      classId INTEGER REFERENCES classes ON DELETE SET NULL,
      split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
      bytes INTEGER NOT NULL,
      modifiedAt INTEGER NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      pixelIndex INTEGER NOT NULL,
      conversions TEXT,
      UNIQUE (sourceId, path)
    ) STRICT;
    -- Each covers a query whole: pages of all pictures and training samples, and pages of one class.
    CREATE INDEX picturesByDataset ON pictures (datasetId, id, split, classId, pixelIndex);
    CREATE INDEX picturesByClass ON pictures (classId, datasetId, id, split);

    CREATE TABLE problems (
      id INTEGER PRIMARY KEY,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      sourceId INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
      path TEXT NOT NULL,
      reason TEXT NOT NULL,
      UNIQUE (sourceId, path)
    ) STRICT;
    CREATE INDEX problemsByDataset ON problems (datasetId, id);

    -- Labels that changed together. Rows are only ever added, so undo, redo and blame need nothing else.
    CREATE TABLE labelBatches (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      author TEXT NOT NULL CHECK (author IN ('import', 'person')),
      changedAt INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX labelBatchesByDataset ON labelBatches (datasetId);

    CREATE TABLE labelChanges (
      batchId INTEGER NOT NULL REFERENCES labelBatches ON DELETE CASCADE,
      pictureId INTEGER NOT NULL REFERENCES pictures ON DELETE CASCADE,
      classBefore INTEGER,
      classAfter INTEGER,
      PRIMARY KEY (batchId, pictureId)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX labelChangesByPicture ON labelChanges (pictureId);

    -- How many pictures each class and split has, kept by the triggers below: counting a million rows takes too long
    -- for a list. Class 0 is "without a label".
    CREATE TABLE tallies (
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      classId INTEGER NOT NULL,
      split TEXT NOT NULL,
      images INTEGER NOT NULL,
      PRIMARY KEY (datasetId, classId, split)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER tallyAdded AFTER INSERT ON pictures BEGIN
      INSERT INTO tallies VALUES (new.datasetId, ifnull(new.classId, 0), new.split, 1)
        ON CONFLICT DO UPDATE SET images = images + 1;
    END;
    CREATE TRIGGER tallyChanged AFTER UPDATE OF classId, split ON pictures BEGIN
      UPDATE tallies SET images = images - 1
        WHERE datasetId = old.datasetId AND classId = ifnull(old.classId, 0) AND split = old.split;
      INSERT INTO tallies VALUES (new.datasetId, ifnull(new.classId, 0), new.split, 1)
        ON CONFLICT DO UPDATE SET images = images + 1;
    END;
    CREATE TRIGGER tallyRemoved AFTER DELETE ON pictures BEGIN
      UPDATE tallies SET images = images - 1
        WHERE datasetId = old.datasetId AND classId = ifnull(old.classId, 0) AND split = old.split;
    END;
  `,
}
