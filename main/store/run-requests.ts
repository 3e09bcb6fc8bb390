/** Requests to whoever trains or may begin runs, from any process that has the workspace open. */
import type { Database } from 'better-sqlite3'

export type RunRequest =
  | { readonly kind: 'pause' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'checkpoint'; readonly name: string | null }
  | { readonly kind: 'rate'; readonly learningRate: number }
  | { readonly kind: 'rate-factor'; readonly factor: number }
  | { readonly kind: 'epochs'; readonly epochs: number }
  /** To the process that holds the workspace; the others are to the run's trainer. */
  | { readonly kind: 'resume'; readonly step: number | null }

export interface RunRequestStore {
  add(runId: number, request: RunRequest): void
  /** Takes the requests to a run off the list, oldest first; those that pass, where there is a condition. */
  take(runId: number, passes?: (request: RunRequest) => boolean): readonly RunRequest[]
  /** Runs that somebody wants something of. */
  runs(): readonly number[]
}

export function runRequestStore(database: Database): RunRequestStore {
  const insert = database.prepare<[number, string]>('INSERT INTO runRequests (runId, request) VALUES (?, ?)')
  const select = database.prepare<[number], { id: number; request: string }>(
    'SELECT id, request FROM runRequests WHERE runId = ? ORDER BY id',
  )
  const remove = database.prepare<[number]>('DELETE FROM runRequests WHERE id = ?')
  const selectRuns = database.prepare<[], number>('SELECT DISTINCT runId FROM runRequests').pluck()
  return {
    add: (runId, request) => void insert.run(runId, JSON.stringify(request)),
    take(runId, passes = () => true) {
      const rows = select.all(runId).map(({ id, request }) => ({ id, request: JSON.parse(request) as RunRequest }))
      const taken = rows.filter(({ request }) => passes(request))
      for (const { id } of taken) remove.run(id)
      return taken.map(({ request }) => request)
    },
    runs: () => selectRuns.all(),
  }
}
