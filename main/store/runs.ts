/** Reads and writes runs. What they measured lies in `measurements.ts`. */
import type { Database } from 'better-sqlite3'
import type { RunStatus } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { Checkpoints } from './checkpoints.ts'
import { choices } from './choices.ts'
import { measurementStore } from './measurements.ts'
import type { AdoptedRun, NewRun, RunRow, RunStore } from './run-rows.ts'

/** A run as it lies in the table: structured values are JSON. */
interface StoredRun extends Omit<
  RunRow,
  'settings' | 'classNames' | 'classIds' | 'parent' | 'tags' | 'best' | 'hasModel'
> {
  readonly settings: string
  readonly classNames: string
  readonly classIds: string
  readonly parentRunId: number | null
  readonly parentStep: number | null
  readonly tags: string
  readonly hasModel: 0 | 1
}

const select = `
  SELECT *,
    (SELECT count(*) FROM epochs WHERE runId = runs.id) AS epochsDone,
    (SELECT ifnull(sum(seconds), 0) FROM epochs WHERE runId = runs.id) AS seconds,
    (SELECT ifnull(sum(bytes), 0) FROM checkpoints WHERE runId = runs.id) AS bytes,
    EXISTS (SELECT 1 FROM checkpoints WHERE runId = runs.id AND complete = 1) AS hasModel
  FROM runs`

export function runStore(database: Database, checkpoints: Checkpoints): RunStore {
  const measurements = measurementStore(database)
  const insert = database.prepare<[Record<string, string | number | null>]>(`
    INSERT INTO runs
      (name, datasetId, datasetName, status, createdAt, settings, classNames, classIds, parentRunId, parentStep)
    SELECT @name, id, name, 'waiting', @createdAt, @settings, @classNames, @classIds, @parentRunId, @parentStep
    FROM datasets WHERE id = @datasetId`)
  const insertAdopted = database.prepare<[Record<string, string | number>]>(`
    INSERT INTO runs (name, file, datasetName, status, createdAt, endedAt, settings, classNames, classIds)
    VALUES (@name, @file, '', 'finished', @now, @now, @settings, @classNames, '[]')`)
  const selectAll = database.prepare<[], StoredRun>(`${select} ORDER BY id DESC`)
  const selectById = database.prepare<[number], StoredRun>(`${select} WHERE id = ?`)
  const selectNames = database.prepare<[], { id: number; name: string }>('SELECT id, name FROM runs ORDER BY id DESC')
  const deleteRun = database.prepare<[number]>('DELETE FROM runs WHERE id = ?')
  const updateStatus = database.prepare<[RunStatus, string | null, number | null, number]>(
    'UPDATE runs SET status = ?, message = ?, endedAt = ? WHERE id = ?',
  )
  const updateDevice = database.prepare<[string, number]>('UPDATE runs SET device = ? WHERE id = ?')
  const updateSettings = database.prepare<[string, number]>('UPDATE runs SET settings = ? WHERE id = ?')
  const updateWords = database.prepare<[string, string, string, number]>(
    'UPDATE runs SET name = ?, notes = ?, tags = ? WHERE id = ?',
  )

  const missing = (id: number): never => {
    const names = selectNames.all().map((run) => `${run.id} (${run.name})`)
    throw new Failure('not-found', `There is no run ${id}. ${choices('Runs', names)}`)
  }
  const demand = (id: number, { changes }: { changes: number }): void => {
    if (changes === 0) missing(id)
  }
  const toRow = ({ parentRunId, parentStep, ...run }: StoredRun): RunRow => ({
    ...run,
    settings: JSON.parse(run.settings) as RunRow['settings'],
    classNames: JSON.parse(run.classNames) as RunRow['classNames'],
    classIds: JSON.parse(run.classIds) as RunRow['classIds'],
    parent: parentStep === null ? null : { runId: parentRunId, step: parentStep },
    tags: JSON.parse(run.tags) as RunRow['tags'],
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
        parentRunId: run.parent?.runId ?? null,
        parentStep: run.parent?.step ?? null,
      })
      if (changes === 0) throw new Failure('not-found', `There is no dataset ${run.datasetId} to train on (any more).`)
      return Number(lastInsertRowid)
    },
    adopt({ name, file, settings, classNames }: AdoptedRun) {
      const { lastInsertRowid } = insertAdopted.run({
        ...{ name, file, now: Date.now() },
        settings: JSON.stringify(settings),
        classNames: JSON.stringify(classNames),
      })
      return Number(lastInsertRowid)
    },
    list: () => selectAll.all().map(toRow),
    get: (id) => toRow(selectById.get(id) ?? missing(id)),
    remove(id) {
      const { bytes } = selectById.get(id) ?? missing(id)
      checkpoints.removeAll(id)
      deleteRun.run(id)
      return bytes
    },
    setStatus(id, status, message) {
      const ended = status !== 'waiting' && status !== 'running' && status !== 'paused'
      demand(id, updateStatus.run(status, message ?? null, ended ? Date.now() : null, id))
      if (ended) checkpoints.sweep(id)
    },
    setDevice: (id, device) => demand(id, updateDevice.run(device, id)),
    setSettings: (id, settings) => demand(id, updateSettings.run(JSON.stringify(settings), id)),
    edit(id, { name, notes, tags }) {
      const run = selectById.get(id) ?? missing(id)
      updateWords.run(name ?? run.name, notes ?? run.notes, tags ? JSON.stringify(tags) : run.tags, id)
    },
    ...measurements,
  }
}
