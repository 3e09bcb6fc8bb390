/** What the doctor found in runs, one row for each illness of a run. */
import type { Database } from 'better-sqlite3'
import type { Diagnosis } from '../../preload/contract/index.ts'

export interface DiagnosisStore {
  /** Writes these; others of the run stay as they are. */
  set(runId: number, diagnoses: readonly Diagnosis[]): void
  /** In the order in which they were first made. */
  list(runId: number): readonly Diagnosis[]
}

export function diagnosisStore(database: Database): DiagnosisStore {
  const insert = database.prepare<[number, string, string]>(
    'INSERT OR REPLACE INTO diagnoses (runId, illness, diagnosis) VALUES (?, ?, ?)',
  )
  const select = database.prepare<[number], { diagnosis: string }>(
    "SELECT diagnosis FROM diagnoses WHERE runId = ? ORDER BY diagnosis ->> 'step', illness",
  )
  return {
    set: database.transaction((runId: number, diagnoses: readonly Diagnosis[]) => {
      for (const diagnosis of diagnoses) insert.run(runId, diagnosis.illness, JSON.stringify(diagnosis))
    }).immediate,
    list: (runId) => select.all(runId).map(({ diagnosis }) => JSON.parse(diagnosis) as Diagnosis),
  }
}
