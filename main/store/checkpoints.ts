/**
 * Reads and writes checkpoints. Chunks are written in transactions of their own, and a checkpoint comes into being
 * when its `complete` is set: whole or not at all, and no other process waits for 500 MB.
 */
import type { Database } from 'better-sqlite3'
import { Failure } from '../lib/failure.ts'
import { demandRoom, freeBytes, withDiskFull } from './disk.ts'
import type { CheckpointRow, CheckpointStore, NewCheckpoint } from './run-rows.ts'
import { DamagedTensor, isWeight, tensorTables } from './tensors.ts'

export interface Checkpoints {
  readonly store: CheckpointStore
  /** Removes what an interrupted save of this run left. */
  sweep(runId: number): void
  removeAll(runId: number): void
}

interface StoredCheckpoint extends Omit<CheckpointRow, 'best' | 'damaged' | 'state'> {
  readonly best: 0 | 1
  readonly damaged: 0 | 1
  readonly state: string
}

type Head = Pick<NewCheckpoint, 'step' | 'epoch' | 'best' | 'state'> & { readonly name: string | null }

/** @param free bytes that may still be written to the workspace's disk */
export function checkpointStore(database: Database, workspace: string, free = freeBytes): Checkpoints {
  const tensors = tensorTables(database)
  const insert = database.prepare<[Omit<Head, 'best'> & { runId: number; now: number; best: 0 | 1; bytes: number }]>(`
    INSERT INTO checkpoints (runId, step, epoch, createdAt, best, bytes, state, name)
    VALUES (@runId, @step, @epoch, @now, @best, @bytes, @state, @name)`)
  const complete = database.prepare<[string, number]>(
    'UPDATE checkpoints SET complete = 1, weightsSha256 = ? WHERE id = ?',
  )
  const retireSame = database.prepare<[{ id: number }]>(`
    UPDATE checkpoints SET complete = 0 FROM (SELECT id AS newId, runId AS ofRun, step AS atStep FROM checkpoints WHERE id = @id)
    WHERE id <> newId AND runId = ofRun AND step = atStep AND name IS NULL`)
  // Each that was the best when it was written says so; the newest of those is the best.
  const best = (runId: string) =>
    `(SELECT max(id) FROM checkpoints WHERE runId = ${runId} AND complete = 1 AND damaged = 0 AND best = 1)`
  // The newest two, the best and those with a name stay.
  const retire = database.prepare<[{ runId: number }]>(`
    UPDATE checkpoints SET complete = 0 WHERE runId = @runId AND complete = 1 AND name IS NULL
      AND id NOT IN (SELECT id FROM checkpoints WHERE runId = @runId AND complete = 1 AND damaged = 0
        ORDER BY id DESC LIMIT 2)
      AND id <> ifnull(${best('@runId')}, 0)`)
  const retireAll = database.prepare<[number]>('UPDATE checkpoints SET complete = 0 WHERE runId = ?')
  const selectRetired = database.prepare<[number], number>(
    'SELECT id FROM checkpoints WHERE runId = ? AND complete = 0',
  )
  selectRetired.pluck()
  const deleteCheckpoint = database.prepare<[number]>('DELETE FROM checkpoints WHERE id = ?')
  const columns = `id, runId, step, epoch, createdAt, bytes, state, name, damaged, weightsSha256,
    id IS ${best('outside.runId')} AS best`
  const selectOfRun = database.prepare<[number], StoredCheckpoint>(
    `SELECT ${columns} FROM checkpoints AS outside WHERE runId = ? AND complete = 1 ORDER BY id DESC`,
  )
  const select = database.prepare<[number], StoredCheckpoint>(
    `SELECT ${columns} FROM checkpoints AS outside WHERE id = ? AND complete = 1`,
  )
  const updateDamaged = database.prepare<[number]>('UPDATE checkpoints SET damaged = 1 WHERE id = ?')
  const updateName = database.prepare<[string | null, number]>('UPDATE checkpoints SET name = ? WHERE id = ?')

  function sweep(runId: number): void {
    for (const id of selectRetired.all(runId)) {
      tensors.remove(id)
      deleteCheckpoint.run(id)
    }
  }

  /** Adds a checkpoint whose tensors `fill` writes; it answers their sum. */
  function add(runId: number, head: Head, bytes: number, fill: (id: number) => string): number {
    try {
      sweep(runId)
      demandRoom(workspace, bytes, free(workspace) + reusable())
      const row = { ...head, runId, now: Date.now(), best: head.best ? 1 : 0, bytes } as const
      const id = Number(insert.run({ ...row, state: JSON.stringify(head.state ?? null) }).lastInsertRowid)
      const sum = fill(id)
      database
        .transaction(() => {
          complete.run(sum, id)
          retireSame.run({ id })
          retire.run({ runId })
        })
        .immediate()
      sweep(runId)
      return id
    } catch (error) {
      throw withDiskFull(workspace, error)
    }
  }

  /** Bytes of the file's pages that nothing is in. */
  function reusable(): number {
    const pageSize = database.pragma('page_size', { simple: true }) as number
    return (database.pragma('freelist_count', { simple: true }) as number) * pageSize
  }

  function only(runId: number, row: StoredCheckpoint | undefined): CheckpointRow {
    if (row) return toRow(row)
    throw new Failure('not-found', `Run ${runId} has no checkpoint yet. Wait for its first epoch to end.`)
  }

  function get(id: number): StoredCheckpoint {
    const row = select.get(id)
    if (row) return row
    throw new Failure('not-found', `Checkpoint ${id} is gone: a newer one took its place.`)
  }

  /** Newest first, without those that are damaged. */
  const whole = (runId: number) => selectOfRun.all(runId).filter((row) => row.damaged === 0)

  const readTensors = database.transaction((id: number, wanted: (name: string) => boolean) => {
    get(id)
    return tensors.read(id, wanted)
  })

  const store: CheckpointStore = {
    save(runId, { tensors: values, name = null, ...head }) {
      const bytes = values.reduce((sum, tensor) => sum + tensor.data.byteLength, 0)
      return add(runId, { ...head, name }, bytes, (id) => tensors.write(id, values))
    },
    list: (runId) => selectOfRun.all(runId).map(toRow),
    chosen(runId, step) {
      if (step !== undefined) return store.at(runId, step)
      const rows = whole(runId)
      return only(runId, rows.find((row) => row.best === 1) ?? rows[0])
    },
    newest: (runId) => only(runId, whole(runId)[0]),
    at(runId, step) {
      const rows = whole(runId)
      const found = rows.find((row) => row.step === step)
      if (found) return toRow(found)
      const steps = rows.map((row) => row.step).join(', ')
      throw new Failure(
        'not-found',
        `Run ${runId} has no checkpoint at step ${step}; it has those of ${steps || 'no step yet'}.`,
      )
    },
    tensors(id, wanted = () => true) {
      try {
        return readTensors(id, wanted)
      } catch (error) {
        if (!(error instanceof DamagedTensor)) throw error
        updateDamaged.run(id)
        throw damage(get(id), error)
      }
    },
    weights: (id, only = () => true) => store.tensors(id, (name) => isWeight(name) && only(name)),
    rename(id, name) {
      const { runId } = get(id)
      updateName.run(name, id)
      retire.run({ runId })
      sweep(runId)
    },
    copy(id, toRunId, state) {
      const { step, epoch, best, bytes, weightsSha256 } = get(id)
      add(toRunId, { step, epoch, best: best === 1, state, name: null }, bytes, (newId) => {
        tensors.copy(id, newId)
        return weightsSha256
      })
    },
  }
  return {
    store,
    sweep,
    removeAll(runId) {
      retireAll.run(runId)
      sweep(runId)
    },
  }
}

function toRow(row: StoredCheckpoint): CheckpointRow {
  return { ...row, best: row.best === 1, damaged: row.damaged === 1, state: JSON.parse(row.state) }
}

function damage({ runId, step }: StoredCheckpoint, { tensor, what }: DamagedTensor): Failure {
  return new Failure(
    'failed',
    `The checkpoint of run ${runId} at step ${step} is damaged: in tensor ${tensor}, ${what}. Use another checkpoint.`,
  )
}
