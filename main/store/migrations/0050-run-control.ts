/**
 * What control over runs needs: settings of every technique, pauses, branches, notes, the inputs that a run was begun
 * with, its log, requests to its trainer, what the doctor found, recipes, and names and damage of checkpoints.
 */
import type { Migration } from '../migrate.ts'

export const runControl: Migration = {
  version: 50,
  sql: `
    ALTER TABLE runs ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting'
      CHECK (state IN ('waiting', 'running', 'paused', 'finished', 'stopped', 'interrupted', 'failed'));
    UPDATE runs SET state = status;
    ALTER TABLE runs DROP COLUMN status;
    ALTER TABLE runs RENAME COLUMN state TO status;
    ALTER TABLE runs ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE runs ADD COLUMN parentRunId INTEGER REFERENCES runs ON DELETE SET NULL;
    ALTER TABLE runs ADD COLUMN parentStep INTEGER;
    CREATE INDEX runsByParent ON runs (parentRunId);
    UPDATE runs SET settings = json_insert(settings,
      '$.switches', json('{}'), '$.biasRate', 1, '$.biasDecay', json('true'),
      '$.warmupEpochs', iif(settings ->> 'schedule' = 'cosine', min((settings ->> 'epochs') / 20.0, 2), 0),
      '$.stepEpochs', max(1, (settings ->> 'epochs') / 3), '$.plateauPatience', 3, '$.rateDrop', 0.1,
      '$.earlyStopping', NULL, '$.labelSmoothing', 0, '$.gradientNormLimit', NULL, '$.classWeights', 'none',
      '$.mean', 'channel', '$.memoryLimit', NULL, '$.checkpointMinutes', 10);

    -- What a run trains on as it was when it began, so that it can go on exactly, whatever became of the labels.
    -- Records and labels are little-endian 32-bit integers; null for runs older than this table.
    CREATE TABLE runInputs (
      runId INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
      normalisation TEXT NOT NULL,
      covariance TEXT,
      trainingRecords BLOB,
      trainingLabels BLOB,
      validationRecords BLOB,
      validationLabels BLOB
    ) STRICT;
    INSERT INTO runInputs (runId, normalisation) SELECT id, normalisation FROM runs WHERE normalisation IS NOT NULL;
    ALTER TABLE runs DROP COLUMN normalisation;

    CREATE TABLE runLog (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      at INTEGER NOT NULL,
      event TEXT NOT NULL
    ) STRICT;
    CREATE INDEX runLogByRun ON runLog (runId, id);

    -- From any process to the one that trains; a row is gone once it is done.
    CREATE TABLE runRequests (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      request TEXT NOT NULL
    ) STRICT;
    CREATE INDEX runRequestsByRun ON runRequests (runId, id);

    CREATE TABLE diagnoses (
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      illness TEXT NOT NULL,
      diagnosis TEXT NOT NULL,
      PRIMARY KEY (runId, illness)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE recipes (name TEXT PRIMARY KEY, settings TEXT NOT NULL) STRICT, WITHOUT ROWID;

    ALTER TABLE checkpoints ADD COLUMN name TEXT;
    ALTER TABLE checkpoints ADD COLUMN damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged IN (0, 1));
    ALTER TABLE checkpoints ADD COLUMN weightsSha256 TEXT NOT NULL DEFAULT '';
  `,
}
