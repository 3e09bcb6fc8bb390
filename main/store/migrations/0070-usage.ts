/** How fast runs went and what they took of the machine: every few seconds, and over each epoch. */
import type { Migration } from '../migrate.ts'

export const usage: Migration = {
  version: 70,
  sql: `
    CREATE TABLE usage (
      runId INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      imagesPerSecond REAL NOT NULL,
      waitingShare REAL NOT NULL,
      memoryBytes REAL NOT NULL,
      processorLoad REAL NOT NULL,
      gpuLoad REAL,
      gpuMemoryBytes REAL,
      PRIMARY KEY (runId, step)
    ) STRICT, WITHOUT ROWID;

    -- Null for epochs older than this.
    ALTER TABLE epochs ADD COLUMN memoryBytes REAL;
    ALTER TABLE epochs ADD COLUMN processorLoad REAL;
    ALTER TABLE epochs ADD COLUMN gpuLoad REAL;
    ALTER TABLE epochs ADD COLUMN gpuMemoryBytes REAL;
  `,
}
