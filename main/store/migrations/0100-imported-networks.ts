/** Lets a network that was trained elsewhere be a run: one that has a file instead of a dataset. */
import type { Migration } from '../migrate.ts'

export const importedNetworks: Migration = {
  version: 100,
  sql: `
    -- Name of the file that the network was read from; null for those that were trained here.
    ALTER TABLE runs ADD COLUMN file TEXT;
  `,
}
