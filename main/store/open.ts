/** Makes the store over a workspace. Several processes may hold the same workspace open at once. */
import { checkpointStore } from './checkpoints.ts'
import { openDatabase } from './database.ts'
import { classStore } from './classes.ts'
import { datasetStore } from './datasets.ts'
import { duplicateStore } from './duplicates.ts'
import { fingerprintWriter } from './fingerprints.ts'
import { historyOf } from './history.ts'
import { hygieneStore } from './hygiene.ts'
import { migrate } from './migrate.ts'
import { pictureActs } from './picture-acts.ts'
import { pictureStore } from './pictures.ts'
import { runStore } from './runs.ts'
import { snapshotStore } from './snapshots.ts'
import { sourceStore } from './sources.ts'
import { splitStore } from './splits.ts'
import type { Store } from './store.ts'

/**
 * Opens the workspace in this folder, creating folder and database where they are missing and bringing an older
 * database up to date. Throws `Failure` where the folder cannot be used or a newer program wrote the database.
 */
export function openStore(folder: string): Store {
  const { workspace, database } = openDatabase(folder)
  try {
    migrate(database)
    const history = historyOf(database)
    const fingerprints = fingerprintWriter(database)
    const checkpoints = checkpointStore(database, workspace)
    return {
      workspace,
      datasets: datasetStore(database),
      classes: classStore(database, history),
      pictures: pictureStore(database, pictureActs(database, history), fingerprints),
      history,
      duplicates: duplicateStore(database, fingerprints),
      hygiene: hygieneStore(database),
      splits: splitStore(database, history),
      snapshots: snapshotStore(database),
      sources: sourceStore(database),
      runs: runStore(database, checkpoints),
      checkpoints: checkpoints.store,
      close: () => void database.close(),
    }
  } catch (error) {
    database.close()
    throw error
  }
}
