/** Makes the store over a workspace. Several processes may hold the same workspace open at once. */
import { checkpointStore } from './checkpoints.ts'
import { openDatabase } from './database.ts'
import { datasetStore } from './datasets.ts'
import { migrate } from './migrate.ts'
import { pictureStore } from './pictures.ts'
import { runStore } from './runs.ts'
import type { Store } from './store.ts'

/**
 * Opens the workspace in this folder, creating folder and database where they are missing and bringing an older
 * database up to date. Throws `Failure` where the folder cannot be used or a newer program wrote the database.
 */
export function openStore(folder: string): Store {
  const { workspace, database } = openDatabase(folder)
  try {
    migrate(database)
    const checkpoints = checkpointStore(database, workspace)
    return {
      workspace,
      datasets: datasetStore(database),
      pictures: pictureStore(database),
      runs: runStore(database, checkpoints),
      checkpoints: checkpoints.store,
      close: () => void database.close(),
    }
  } catch (error) {
    database.close()
    throw error
  }
}
