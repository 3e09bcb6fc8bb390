/**
 * Parts what acts change in pictures from what imports found of their files: a thousand labels or all splits are
 * written without the names and hashes beside them, which are most of the bytes.
 */
import type { Migration } from '../migrate.ts'

export const files: Migration = {
  version: 80,
  sql: `
    CREATE TABLE files (
      pictureId INTEGER PRIMARY KEY REFERENCES pictures ON DELETE CASCADE,
      datasetId INTEGER NOT NULL,
      sourceId INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
      path TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      modifiedAt INTEGER NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      conversions TEXT,
      -- Whether it was not in its source any more when that was last imported.
      gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
      UNIQUE (sourceId, path)
    ) STRICT;
    INSERT INTO files
      SELECT id, datasetId, sourceId, path, bytes, modifiedAt, width, height, sha256, conversions, gone
      FROM pictures ORDER BY id;

    CREATE TABLE narrowPictures (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      classId INTEGER REFERENCES classes ON DELETE SET NULL,
      split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
      fixed INTEGER NOT NULL DEFAULT 0 CHECK (fixed IN (0, 1)),
      excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1)),
      pixelIndex INTEGER NOT NULL,
      -- The first bytes of the SHA-256 of its file, which splits are drawn from.
      content BLOB NOT NULL CHECK (length(content) = 8),
      -- Puts what looks alike near each other; null until that is known.
      look INTEGER
    ) STRICT;
    INSERT INTO narrowPictures
      SELECT id, datasetId, classId, split, fixed, excluded, pixelIndex, substr(sha256, 1, 8),
        (SELECT look FROM fingerprints WHERE pictureId = id)
      FROM pictures ORDER BY id;
    -- Numbers of pictures that were removed are not used again.
    DELETE FROM sqlite_sequence WHERE name = 'narrowPictures';
    INSERT INTO sqlite_sequence SELECT 'narrowPictures', seq FROM sqlite_sequence WHERE name = 'pictures';
    DROP TABLE pictures;
    ALTER TABLE narrowPictures RENAME TO pictures;
    ALTER TABLE fingerprints DROP COLUMN look;

    -- Rows end in their number, by which lists are ordered; none holds a split, so that drawing splits leaves them alone.
    CREATE INDEX picturesByDataset ON pictures (datasetId);
    CREATE INDEX picturesByClass ON pictures (classId, datasetId);
    CREATE INDEX picturesExcluded ON pictures (datasetId) WHERE excluded = 1;
    CREATE INDEX filesByName ON files (datasetId, path);
    CREATE INDEX filesByDate ON files (datasetId, modifiedAt);
    CREATE INDEX filesConverted ON files (datasetId) WHERE conversions IS NOT NULL;
    CREATE INDEX filesSmall ON files (datasetId) WHERE min(width, height) < 32;
    CREATE INDEX filesGone ON files (sourceId) WHERE gone = 1;

    CREATE TRIGGER fileReplaced AFTER UPDATE OF sha256 ON files WHEN new.sha256 <> old.sha256 BEGIN
      UPDATE pictures SET content = substr(new.sha256, 1, 8), look = NULL WHERE id = old.pictureId;
      DELETE FROM fingerprints WHERE pictureId = old.pictureId;
      DELETE FROM duplicates WHERE pictureId = old.pictureId;
      UPDATE datasets SET checkedTo = min(checkedTo, old.pictureId - 1) WHERE id = old.datasetId;
    END;

    CREATE TRIGGER tallyAdded AFTER INSERT ON pictures BEGIN
      INSERT INTO tallies VALUES (new.datasetId, new.excluded, ifnull(new.classId, 0), new.split, 1)
        ON CONFLICT DO UPDATE SET images = images + 1;
    END;
    CREATE TRIGGER tallyChanged AFTER UPDATE OF classId, split, excluded ON pictures BEGIN
      UPDATE tallies SET images = images - 1
        WHERE datasetId = old.datasetId AND excluded = old.excluded AND classId = ifnull(old.classId, 0)
          AND split = old.split;
      INSERT INTO tallies VALUES (new.datasetId, new.excluded, ifnull(new.classId, 0), new.split, 1)
        ON CONFLICT DO UPDATE SET images = images + 1;
    END;
    CREATE TRIGGER tallyRemoved AFTER DELETE ON pictures BEGIN
      UPDATE tallies SET images = images - 1
        WHERE datasetId = old.datasetId AND excluded = old.excluded AND classId = ifnull(old.classId, 0)
          AND split = old.split;
    END;
  `,
}
