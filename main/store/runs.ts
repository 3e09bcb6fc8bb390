/** Reads and writes runs. What they measured lies in `measurements.ts`. */
import type { Database } from 'better-sqlite3'
import type { EpochRecord, RunStatus } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { Checkpoints } from './checkpoints.ts'
import { choices } from './choices.ts'
import { measurementStore } from './measurements.ts'
import type { NewCheckpoint, NewRun, RunRow, RunStore } from './store.ts'

/** A run as it lies in the table: structured values are JSON. */
interface StoredRun extends Omit<
  RunRow,
  'settings' | 'classNames' | 'classIds' | 'normalisation' | 'best' | 'hasModel'
> {
  readonly settings: string
  readonly classNames: string
  readonly classIds: string
  readonly normalisation: string | null
  readonly hasModel: 0 | 1
}

const select = `
  SELECT *,
    (SELECT count(*) FROM epochs WHERE runId = runs.id) AS epochsDone,
    EXISTS (SELECT 1 FROM checkpoints WHERE runId = runs.id AND complete = 1) AS hasModel
  FROM runs`

export function runStore(database: Database, checkpoints: Checkpoints): RunStore {
  const measurements = measurementStore(database)
  const insert = database.prepare<[Record<string, string | number>]>(`
    INSERT INTO runs (name, datasetId, datasetName, status, createdAt, settings, classNames, classIds)
    SELECT @name, id, name, 'waiting', @createdAt, @settings, @classNames, @classIds
    FROM datasets WHERE id = @datasetId`)
  const selectAll = database.prepare<[], StoredRun>(`${select} ORDER BY id DESC`)
  const selectById = database.prepare<[number], StoredRun>(`${select} WHERE id = ?`)
  const selectNames = database.prepare<[], { id: number; name: string }>('SELECT id, name FROM runs ORDER BY id DESC')
  const deleteRun = database.prepare<[number]>('DELETE FROM runs WHERE id = ?')
  const updateStatus = database.prepare<[RunStatus, string | null, number | null, number]>(
    'UPDATE runs SET status = ?, message = ?, endedAt = ? WHERE id = ?',
  )
  const updateStart = database.prepare<[string, string, number]>(
    'UPDATE runs SET device = ?, normalisation = ? WHERE id = ?',
  )

  const missing = (id: number): never => {
    const names = selectNames.all().map((run) => `${run.id} (${run.name})`)
    throw new Failure('not-found', `There is no run ${id}. ${choices('Runs', names)}`)
  }
  const demand = (id: number, { changes }: { changes: number }): void => {
    if (changes === 0) missing(id)
  }
  const toRow = (run: StoredRun): RunRow => ({
    ...run,
    settings: JSON.parse(run.settings) as RunRow['settings'],
    classNames: JSON.parse(run.classNames) as RunRow['classNames'],
    classIds: JSON.parse(run.classIds) as RunRow['classIds'],
    normalisation: run.normalisation === null ? null : (JSON.parse(run.normalisation) as RunRow['normalisation']),
    best: measurements.best(run.id),
    hasModel: run.hasModel === 1,
  })

  return {
    create(run: NewRun) {
      const { changes, lastInsertRowid } = insert.run({
        name: run.name,
        datasetId: run.datasetId,
        createdAt: Date.now(),
        settings: JSON.stringify(run.settings),
        classNames: JSON.stringify(run.classNames),
        classIds: JSON.stringify(run.classIds),
      })
      if (changes === 0) throw new Failure('not-found', `There is no dataset ${run.datasetId} to train on (any more).`)
      return Number(lastInsertRowid)
    },
    list: () => selectAll.all().map(toRow),
    get: (id) => toRow(selectById.get(id) ?? missing(id)),
    remove(id) {
      checkpoints.removeAll(id)
      demand(id, deleteRun.run(id))
    },
    setStatus(id, status, message) {
      const ended = status !== 'waiting' && status !== 'running'
      demand(id, updateStatus.run(status, message ?? null, ended ? Date.now() : null, id))
      if (ended) checkpoints.sweep(id)
    },
    setStart: (id, device, normalisation) => demand(id, updateStart.run(device, JSON.stringify(normalisation), id)),
    addSteps: measurements.addSteps,
    addEpoch(id: number, record: EpochRecord, checkpoint?: NewCheckpoint) {
      if (checkpoint) checkpoints.save(id, checkpoint, () => measurements.addEpoch(id, record))
      else measurements.addEpoch(id, record)
    },
    epochs: measurements.epochs,
    steps: measurements.steps,
    addEvaluation: measurements.addEvaluation,
    evaluations: measurements.evaluations,
  }
}
