/** Makes the store over a workspace. Several processes may hold the same workspace open at once. */
import { answerStore } from './answers.ts'
import { checkpointStore } from './checkpoints.ts'
import { openDatabase } from './database.ts'
import { classStore } from './classes.ts'
import { datasetStore } from './datasets.ts'
import { diagnosisStore } from './diagnoses.ts'
import { freeBytes } from './disk.ts'
import { duplicateStore } from './duplicates.ts'
import { fingerprintWriter } from './fingerprints.ts'
import { historyOf } from './history.ts'
import { hygieneStore } from './hygiene.ts'
import { migrate } from './migrate.ts'
import { pictureActs } from './picture-acts.ts'
import { pictureStore } from './pictures.ts'
import { recipeStore } from './recipes.ts'
import { runInputStore } from './run-inputs.ts'
import { runLogStore } from './run-log.ts'
import { runRequestStore } from './run-requests.ts'
import { runStore } from './runs.ts'
import { snapshotStore } from './snapshots.ts'
import { sourceStore } from './sources.ts'
import { splitStore } from './splits.ts'
import type { Store } from './store.ts'

export interface OpenOptions {
  /** Whether what was written is on the disk before a write returns, and so outlives a power cut. */
  readonly durable?: boolean
  /** Bytes that may still be written to the disk of a folder. */
  readonly free?: (folder: string) => number
}

/**
 * Opens the workspace in this folder, creating folder and database where they are missing and bringing an older
 * database up to date. Throws `Failure` where the folder cannot be used or a newer program wrote the database.
 */
export function openStore(folder: string, { durable = false, free = freeBytes }: OpenOptions = {}): Store {
  const { workspace, database } = openDatabase(folder)
  try {
    if (durable) database.pragma('synchronous = FULL')
    migrate(database)
    const history = historyOf(database)
    const fingerprints = fingerprintWriter(database)
    const checkpoints = checkpointStore(database, workspace, free)
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
      answers: answerStore(database),
      sources: sourceStore(database),
      runs: runStore(database, checkpoints),
      runInputs: runInputStore(database),
      runLog: runLogStore(database),
      runRequests: runRequestStore(database),
      diagnoses: diagnosisStore(database),
      recipes: recipeStore(database),
      checkpoints: checkpoints.store,
      close: () => void database.close(),
    }
  } catch (error) {
    database.close()
    throw error
  }
}
