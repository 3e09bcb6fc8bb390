/**
 * Brings a database to the schema that this program knows. A migration is numbered in tens, never edited once it is
 * released, and `user_version` holds the number of the last one applied.
 */
import type { Database } from 'better-sqlite3'
import { Failure } from '../lib/failure.ts'
import { answers } from './migrations/0060-answers.ts'
import { checkpoints } from './migrations/0030-checkpoints.ts'
import { datasets } from './migrations/0010-datasets.ts'
import { files } from './migrations/0080-files.ts'
import { moves } from './migrations/0090-moves.ts'
import { importedNetworks } from './migrations/0100-imported-networks.ts'
import { suggestions } from './migrations/0110-suggestions.ts'
import { elsewhere } from './migrations/0120-elsewhere.ts'
import { organise } from './migrations/0042-organise.ts'
import { sources } from './migrations/0041-sources.ts'
import { runControl } from './migrations/0050-run-control.ts'
import { runs } from './migrations/0020-runs.ts'
import { usage } from './migrations/0070-usage.ts'

export interface Migration {
  readonly version: number
  readonly sql: string
}

/** All there are, in ascending order. */
export const migrations: readonly Migration[] = [
  datasets,
  runs,
  checkpoints,
  sources,
  organise,
  runControl,
  answers,
  usage,
  files,
  moves,
  importedNetworks,
  suggestions,
  elsewhere,
]

/**
 * Applies what is missing, up to `target`, in one transaction that other openers wait for. Throws
 * `Failure('unsupported')` where a newer program wrote the database.
 */
export function migrate(database: Database, target = Infinity): void {
  const known = migrations.at(-1)!.version
  const version = () => database.pragma('user_version', { simple: true }) as number
  if (version() > known) {
    throw new Failure(
      'unsupported',
      `This workspace was written by a newer AlexNet Studio (schema ${version()}, this one knows ${known}). ` +
        'Update the program, or choose another workspace.',
    )
  }
  if (version() === known) return
  // A table that is made anew is dropped with nothing but itself, which SQLite does only while it minds no references.
  database.pragma('foreign_keys = OFF')
  try {
    database
      .transaction(() => {
        for (const migration of migrations) {
          if (migration.version <= version() || migration.version > target) continue
          database.exec(migration.sql)
          database.pragma(`user_version = ${migration.version}`)
        }
      })
      .immediate()
  } finally {
    database.pragma('foreign_keys = ON')
  }
}
