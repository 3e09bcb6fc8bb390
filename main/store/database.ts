/** Opens the workspace's SQLite file as every process of the program uses it. */
import SQLite, { type Database } from 'better-sqlite3'
import { accessSync, constants } from 'node:fs'
import { join, resolve } from 'node:path'
import { Failure } from '../lib/failure.ts'
import { makeFolder } from '../lib/make-folder.ts'

/** How long a writer waits for another process's transaction. None takes longer than some tens of milliseconds. */
const busyTimeoutMilliseconds = 15_000

/** Large pages: checkpoints are almost all of the file, and pages are what SQLite copies, chains and frees. */
const pageBytes = 16_384

/** What the write-ahead log is cut back to once it has been emptied. */
const journalBytes = 64 * 2 ** 20

/** Creates the workspace's folder where it is missing, and opens its database. Answers the absolute folder too. */
export function openDatabase(folder: string): { workspace: string; database: Database } {
  const workspace = resolve(folder)
  prepareFolder(workspace)
  const file = join(workspace, 'workspace.sqlite')
  try {
    const database = new SQLite(file, { timeout: busyTimeoutMilliseconds })
    database.pragma(`page_size = ${pageBytes}`)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    database.pragma(`journal_size_limit = ${journalBytes}`)
    database.pragma('cache_size = -32768')
    return { workspace, database }
  } catch (error) {
    if (!(error instanceof SQLite.SqliteError)) throw error
    const advice = error.code.startsWith('SQLITE_NOTADB')
      ? 'It is not a database of this program: move it away, or choose another workspace.'
      : 'Check that the file can be written and that the disk is healthy, or choose another workspace.'
    throw new Failure('failed', `Cannot open ${file}: ${error.message}. ${advice}`, undefined, { cause: error })
  }
}

function prepareFolder(workspace: string): void {
  try {
    makeFolder(workspace)
    accessSync(workspace, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'it, or a part of its path, is a file'
        : code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT'
          ? 'it cannot be written'
          : (error as Error).message
    throw new Failure(
      'invalid-input',
      `${workspace} cannot be a workspace: ${reason}. Choose a folder that you can write to.`,
      undefined,
      { cause: error },
    )
  }
}
