/** What happened to runs and after which step: only ever added to. A resumed run replays the changes of rate and epochs. */
import type { Database } from 'better-sqlite3'
import type { RunChange, RunEvent } from '../../preload/contract/index.ts'

export interface RunLogStore {
  add(runId: number, step: number, event: RunEvent): void
  /** In the order in which it happened. */
  list(runId: number): readonly RunChange[]
  /** Gives a run the changes of rate and epochs that another had up to a step; `rates` false leaves those of the rate. */
  copy(fromRunId: number, toRunId: number, upToStep: number, rates: boolean): void
}

export function runLogStore(database: Database): RunLogStore {
  const insert = database.prepare<[number, number, number, string]>(
    'INSERT INTO runLog (runId, step, at, event) VALUES (?, ?, ?, ?)',
  )
  const select = database.prepare<[number], { id: number; step: number; at: number; event: string }>(
    'SELECT id, step, at, event FROM runLog WHERE runId = ? ORDER BY id',
  )
  const copy = database.prepare<[{ from: number; to: number; step: number; rates: 0 | 1 }]>(`
    INSERT INTO runLog (runId, step, at, event) SELECT @to, step, at, event FROM runLog
    WHERE runId = @from AND step <= @step
      AND (event ->> 'kind' = 'epochs' OR (@rates AND event ->> 'kind' = 'rate'))
    ORDER BY id`)
  return {
    add: (runId, step, event) => void insert.run(runId, step, Date.now(), JSON.stringify(event)),
    list: (runId) => select.all(runId).map((row) => ({ ...row, event: JSON.parse(row.event) as RunEvent })),
    copy: (from, to, step, rates) => void copy.run({ from, to, step, rates: rates ? 1 : 0 }),
  }
}
