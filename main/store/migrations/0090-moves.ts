/**
 * Makes it quick to move a million pictures between splits: a picture keeps its split as a number of one width, which is
 * written where it stands, and an act keeps what it changed as lists of pictures instead of a row for each.
 */
import type { Migration } from '../migrate.ts'

export const moves: Migration = {
  version: 90,
  sql: `
    DROP TRIGGER fileReplaced;
    CREATE TABLE movedPictures (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      classId INTEGER REFERENCES classes ON DELETE SET NULL,
      -- Its place among the splits: train, validation, test.
      splitNumber INTEGER NOT NULL CHECK (splitNumber BETWEEN 0 AND 2),
      split TEXT NOT NULL AS (CASE splitNumber WHEN 0 THEN 'train' WHEN 1 THEN 'validation' ELSE 'test' END),
      fixed INTEGER NOT NULL DEFAULT 0 CHECK (fixed IN (0, 1)),
      excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1)),
      pixelIndex INTEGER NOT NULL,
      -- The first bytes of the SHA-256 of its file, which splits are drawn from.
      content BLOB NOT NULL CHECK (length(content) = 8),
      -- Puts what looks alike near each other; null until that is known.
      look INTEGER
    ) STRICT;
    INSERT INTO movedPictures (id, datasetId, classId, splitNumber, fixed, excluded, pixelIndex, content, look)
      SELECT id, datasetId, classId, CASE split WHEN 'train' THEN 0 WHEN 'validation' THEN 1 ELSE 2 END, fixed, excluded,
        pixelIndex, content, look
      FROM pictures ORDER BY id;
    -- Numbers of pictures that were removed are not used again.
    DELETE FROM sqlite_sequence WHERE name = 'movedPictures';
    INSERT INTO sqlite_sequence SELECT 'movedPictures', seq FROM sqlite_sequence WHERE name = 'pictures';
    DROP TABLE pictures;
    ALTER TABLE movedPictures RENAME TO pictures;
    CREATE INDEX picturesByDataset ON pictures (datasetId);
    CREATE INDEX picturesByClass ON pictures (classId, datasetId);
    CREATE INDEX picturesExcluded ON pictures (datasetId) WHERE excluded = 1;

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
    -- Pictures that go to another split are counted by who moves them: here that took longer than all the rest of it.
    CREATE TRIGGER tallyChanged AFTER UPDATE OF classId, excluded ON pictures BEGIN
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

    -- A column of pictures that an act changed from one value to another, in the order in which it did.
    CREATE TABLE changeLists (
      actId INTEGER NOT NULL REFERENCES acts ON DELETE CASCADE,
      place INTEGER NOT NULL,
      field TEXT NOT NULL CHECK (field IN ('classId', 'splitNumber', 'fixed', 'excluded')),
      before INTEGER,
      after INTEGER,
      -- Their numbers, as JSON. Those are never used again, so they need no references.
      pictures TEXT NOT NULL,
      PRIMARY KEY (actId, place)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO changeLists
      SELECT actId, row_number() OVER (PARTITION BY actId), field, before, after, pictures FROM (
        SELECT actId, iif(field = 'split', 'splitNumber', field) AS field,
          CASE before WHEN 'train' THEN 0 WHEN 'validation' THEN 1 WHEN 'test' THEN 2 ELSE before END AS before,
          CASE after WHEN 'train' THEN 0 WHEN 'validation' THEN 1 WHEN 'test' THEN 2 ELSE after END AS after,
          json_group_array(pictureId ORDER BY pictureId) AS pictures
        FROM changes GROUP BY 1, 2, 3, 4);
    DROP TABLE changes;
    ALTER TABLE changeLists RENAME TO changes;
  `,
}
