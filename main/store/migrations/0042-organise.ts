/**
 * What a person does with a dataset: every act with all that it changed, exclusion, the order, colour and key of
 * classes, duplicates, fixed splits, and what a run began with.
 */
import type { Migration } from '../migrate.ts'

export const organise: Migration = {
  version: 42,
  sql: `
    -- What was done, by a person or by the program. Rows are only ever added: taking an act back is an act too, whose
    -- changes are the opposite. Its state says whether an act of a person can be undone, redone, or neither.
    CREATE TABLE acts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      author TEXT NOT NULL CHECK (author IN ('person', 'program')),
      kind TEXT NOT NULL,
      doneAt INTEGER NOT NULL,
      names TEXT NOT NULL DEFAULT '[]',
      pictures INTEGER NOT NULL DEFAULT 0,
      state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'passed')),
      -- The act that this one took back or did again.
      ofId INTEGER
    ) STRICT;
    CREATE INDEX actsByState ON acts (datasetId, state, id);

    -- A column of a picture, and of what it was what. Identifiers are never used again, so they need no references.
    CREATE TABLE changes (
      actId INTEGER NOT NULL REFERENCES acts ON DELETE CASCADE,
      field TEXT NOT NULL CHECK (field IN ('classId', 'split', 'fixed', 'excluded')),
      pictureId INTEGER NOT NULL,
      before ANY,
      after ANY,
      PRIMARY KEY (actId, field, pictureId)
    ) STRICT, WITHOUT ROWID;

    -- A class as JSON; null where it was not there.
    CREATE TABLE classChanges (
      actId INTEGER NOT NULL REFERENCES acts ON DELETE CASCADE,
      classId INTEGER NOT NULL,
      before TEXT,
      after TEXT,
      PRIMARY KEY (actId, classId)
    ) STRICT, WITHOUT ROWID;

    -- What imports labelled first stands on the pictures themselves.
    INSERT INTO acts (id, datasetId, author, kind, doneAt, names, pictures, state)
      SELECT id, datasetId, author, 'label', changedAt,
        (SELECT ifnull(json_group_array(name), '[]') FROM classes WHERE classes.id =
          (SELECT classAfter FROM labelChanges WHERE batchId = labelBatches.id LIMIT 1)),
        (SELECT count(*) FROM labelChanges WHERE batchId = labelBatches.id), 'done'
      FROM labelBatches WHERE author = 'person';
    INSERT INTO changes (actId, field, pictureId, before, after)
      SELECT batchId, 'classId', pictureId, classBefore, classAfter
      FROM labelChanges WHERE batchId IN (SELECT id FROM acts);
    DROP TABLE labelChanges;
    DROP TABLE labelBatches;

    ALTER TABLE classes ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE classes ADD COLUMN colour TEXT;
    ALTER TABLE classes ADD COLUMN key TEXT;
    UPDATE classes SET position = id, key = nullif(substr('1234567890abcdefghijklmnopqrtvwyz',
      (SELECT count(*) FROM classes AS earlier WHERE earlier.datasetId = classes.datasetId AND earlier.id <= classes.id),
      1), '');
    -- A class without a place goes behind the others and gets the first key that is free. S, U and X are commands.
    CREATE TRIGGER classAdded AFTER INSERT ON classes WHEN new.position = 0 BEGIN
      UPDATE classes SET position = new.id, key = (
        SELECT value FROM json_each('["1","2","3","4","5","6","7","8","9","0","a","b","c","d","e","f","g","h","i","j",' ||
          '"k","l","m","n","o","p","q","r","t","v","w","y","z"]')
        WHERE value NOT IN (SELECT key FROM classes WHERE datasetId = new.datasetId AND key IS NOT NULL) LIMIT 1)
      WHERE id = new.id;
    END;

    ALTER TABLE pictures ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0 CHECK (excluded IN (0, 1));
    -- Whether its source or a person decided its split, so that none is drawn.
    ALTER TABLE pictures ADD COLUMN fixed INTEGER NOT NULL DEFAULT 0 CHECK (fixed IN (0, 1));
    UPDATE pictures SET fixed = 1 WHERE sourceId IN (SELECT id FROM sources WHERE split IS NOT NULL);

    -- Each holds all that a list in its order, or the training samples, need.
    DROP INDEX picturesByDataset;
    DROP INDEX picturesByClass;
    CREATE INDEX picturesByDataset ON pictures (datasetId, id, excluded, split, classId, pixelIndex);
    CREATE INDEX picturesByClass ON pictures (classId, datasetId, id, excluded, split);
    CREATE INDEX picturesByName ON pictures (datasetId, path, excluded);
    CREATE INDEX picturesByDate ON pictures (datasetId, modifiedAt, excluded);
    CREATE INDEX picturesExcluded ON pictures (datasetId, id) WHERE excluded = 1;
    CREATE INDEX picturesConverted ON pictures (datasetId, id) WHERE conversions IS NOT NULL;
    CREATE INDEX picturesSmall ON pictures (datasetId, id) WHERE min(width, height) < 32;

    ALTER TABLE problems ADD COLUMN kind TEXT NOT NULL DEFAULT 'unreadable'
      CHECK (kind IN ('unreadable', 'unsupported', 'left-out'));
    UPDATE problems SET kind = 'left-out' WHERE reason LIKE 'left out:%';

    -- The last picture whose duplicates were looked for, and when; the last one whose split was drawn with its class.
    ALTER TABLE datasets ADD COLUMN checkedTo INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE datasets ADD COLUMN checkedAt INTEGER;
    ALTER TABLE datasets ADD COLUMN drawnTo INTEGER NOT NULL DEFAULT 0;
    UPDATE datasets SET drawnTo = (SELECT ifnull(max(id), 0) FROM pictures WHERE datasetId = datasets.id);

    -- What a picture looks like, in a few hundred bytes; \`look\` puts what looks alike near each other.
    CREATE TABLE fingerprints (
      pictureId INTEGER PRIMARY KEY REFERENCES pictures ON DELETE CASCADE,
      look INTEGER NOT NULL,
      fingerprint BLOB NOT NULL
    ) STRICT;

    -- Pictures that look the same as others; \`copyOf\` is the first whose file is the same, for all of those.
    CREATE TABLE duplicates (
      pictureId INTEGER PRIMARY KEY REFERENCES pictures ON DELETE CASCADE,
      datasetId INTEGER NOT NULL,
      groupId INTEGER NOT NULL,
      copyOf INTEGER
    ) STRICT;
    CREATE INDEX duplicatesByGroup ON duplicates (datasetId, groupId, pictureId, copyOf);

    CREATE TRIGGER pictureReplaced AFTER UPDATE OF sha256 ON pictures WHEN new.sha256 <> old.sha256 BEGIN
      DELETE FROM fingerprints WHERE pictureId = old.id;
      DELETE FROM duplicates WHERE pictureId = old.id;
      UPDATE datasets SET checkedTo = min(checkedTo, old.id - 1) WHERE id = old.datasetId;
    END;

    DROP TRIGGER tallyAdded;
    DROP TRIGGER tallyChanged;
    DROP TRIGGER tallyRemoved;
    DROP TABLE tallies;
    CREATE TABLE tallies (
      datasetId INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
      excluded INTEGER NOT NULL,
      classId INTEGER NOT NULL,
      split TEXT NOT NULL,
      images INTEGER NOT NULL,
      PRIMARY KEY (datasetId, excluded, classId, split)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tallies
      SELECT datasetId, excluded, ifnull(classId, 0), split, count(*) FROM pictures GROUP BY 1, 2, 3, 4;
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

    -- What a run began with: a hash over it, and the last act and picture before.
    CREATE TABLE snapshots (
      runId INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      actId INTEGER NOT NULL,
      pictureId INTEGER NOT NULL
    ) STRICT;
  `,
}
