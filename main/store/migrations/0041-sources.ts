/** What an import needs to know in order to go through its sources once more. */
import type { Migration } from '../migrate.ts'

export const sources: Migration = {
  version: 41,
  sql: `
    -- What a person chose: a folder, an archive, a manifest. "folder" is what the paths of its pictures begin in.
    ALTER TABLE sources ADD COLUMN chosen TEXT NOT NULL DEFAULT '';
    UPDATE sources SET chosen = folder;
    ALTER TABLE sources ADD COLUMN kind TEXT NOT NULL DEFAULT 'folder'
      CHECK (kind IN ('folder', 'pictures', 'zip', 'tar', 'manifest'));
    -- JSON: how its pictures get their labels.
    ALTER TABLE sources ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
    -- When all of it was last imported; null where an import broke off or goes on.
    ALTER TABLE sources ADD COLUMN importedAt INTEGER;
    UPDATE sources SET importedAt = (SELECT createdAt FROM datasets WHERE datasets.id = datasetId);

    -- The shares and the seed that splits are drawn with, also for pictures that come later.
    ALTER TABLE datasets ADD COLUMN validationShare REAL NOT NULL DEFAULT 0.1;
    ALTER TABLE datasets ADD COLUMN testShare REAL NOT NULL DEFAULT 0.1;
    ALTER TABLE datasets ADD COLUMN splitSeed INTEGER NOT NULL DEFAULT 0;

    -- Pictures that were not in their source any more when it was last imported.
    ALTER TABLE pictures ADD COLUMN gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1));
    CREATE INDEX picturesGone ON pictures (sourceId) WHERE gone = 1;
  `,
}
