/** Lets runs suggest labels: how sure they were of each answer, and whether the picture had a label when they were asked. */
import type { Migration } from '../migrate.ts'

export const suggestions: Migration = {
  version: 110,
  sql: `
    -- Softmax probability of the class that came first; null for answers that are older than this column.
    ALTER TABLE answers ADD COLUMN probability REAL;
    -- 1 where the picture had no label: a suggestion, by which nothing is measured.
    ALTER TABLE answers ADD COLUMN suggested INTEGER NOT NULL DEFAULT 0 CHECK (suggested IN (0, 1));
  `,
}
