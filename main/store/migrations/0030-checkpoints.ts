/** Checkpoints: named tensors in chunks, each with its SHA-256. */
import type { Migration } from '../migrate.ts'

export const checkpoints: Migration = {
  version: 30,
  sql: `
    -- Chunks arrive in transactions of their own, so that no other writer waits for 500 MB; a checkpoint exists for
    -- readers from the moment that \`complete\` is 1.
    CREATE TABLE checkpoints (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      createdAt INTEGER NOT NULL,
      best INTEGER NOT NULL CHECK (best IN (0, 1)),
      bytes INTEGER NOT NULL,
      state TEXT NOT NULL,
      complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1))
    ) STRICT;
    CREATE INDEX checkpointsByRun ON checkpoints (runId, complete);

    CREATE TABLE tensors (
      id INTEGER PRIMARY KEY,
      checkpointId INTEGER NOT NULL REFERENCES checkpoints ON DELETE CASCADE,
      name TEXT NOT NULL,
      shape TEXT NOT NULL,
      UNIQUE (checkpointId, name)
    ) STRICT;

    CREATE TABLE chunks (
      id INTEGER PRIMARY KEY,
      tensorId INTEGER NOT NULL REFERENCES tensors ON DELETE CASCADE,
      position INTEGER NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      data BLOB NOT NULL,
      UNIQUE (tensorId, position)
    ) STRICT;
  `,
}
