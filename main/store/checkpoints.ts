/**
 * Reads and writes checkpoints. Chunks are written in transactions of their own, and a checkpoint comes into being
 * when its `complete` is set: whole or not at all, and no other process waits for 500 MB.
 */
import type { Database } from 'better-sqlite3'
import { hash } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { Failure } from '../lib/failure.ts'
import type { CheckpointRow, CheckpointStore, CheckpointTensor, NewCheckpoint } from './store.ts'

const chunkBytes = 8 * 2 ** 20

/** Left free on the disk for everything else, the write-ahead log among it. */
const reserveBytes = 128 * 2 ** 20

export interface Checkpoints {
  readonly store: CheckpointStore
  /** As `store.save`; `also` is written in the transaction that completes the checkpoint. */
  save(runId: number, checkpoint: NewCheckpoint, also?: () => void): number
  /** Removes what an interrupted save of this run left. */
  sweep(runId: number): void
  removeAll(runId: number): void
}

interface StoredCheckpoint extends Omit<CheckpointRow, 'best' | 'state'> {
  readonly best: 0 | 1
  readonly state: string
}

export function checkpointStore(database: Database, workspace: string): Checkpoints {
  const insert = database.prepare<[number, number, number, number, 0 | 1, number, string]>(
    'INSERT INTO checkpoints (runId, step, epoch, createdAt, best, bytes, state) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertTensor = database.prepare<[number, string, string]>(
    'INSERT INTO tensors (checkpointId, name, shape) VALUES (?, ?, ?)',
  )
  const insertChunk = database.prepare<[number, number, Buffer, Buffer]>(
    'INSERT INTO chunks (tensorId, position, sha256, data) VALUES (?, ?, ?, ?)',
  )
  const complete = database.prepare<[number]>('UPDATE checkpoints SET complete = 1 WHERE id = ?')
  // The newest and the newest best stay.
  const retire = database.prepare<[{ runId: number }]>(`
    UPDATE checkpoints SET complete = 0 WHERE runId = @runId AND complete = 1
      AND id <> (SELECT max(id) FROM checkpoints WHERE runId = @runId AND complete = 1)
      AND id <> ifnull((SELECT max(id) FROM checkpoints WHERE runId = @runId AND complete = 1 AND best = 1), 0)`)
  const retireAll = database.prepare<[number]>('UPDATE checkpoints SET complete = 0 WHERE runId = ?')
  const selectRetired = database.prepare<[number], { id: number }>(
    'SELECT id FROM checkpoints WHERE runId = ? AND complete = 0',
  )
  const selectChunkIds = database.prepare<[number], { id: number }>(
    'SELECT chunks.id FROM chunks JOIN tensors ON tensors.id = tensorId WHERE checkpointId = ?',
  )
  const deleteChunk = database.prepare<[number]>('DELETE FROM chunks WHERE id = ?')
  const deleteCheckpoint = database.prepare<[number]>('DELETE FROM checkpoints WHERE id = ?')
  const columns = 'id, runId, step, epoch, createdAt, best, bytes, state'
  const selectOfRun = database.prepare<[number], StoredCheckpoint>(
    `SELECT ${columns} FROM checkpoints WHERE runId = ? AND complete = 1 ORDER BY id DESC`,
  )
  const selectRun = database.prepare<[number], { runId: number }>(
    'SELECT runId FROM checkpoints WHERE id = ? AND complete = 1',
  )
  const selectTensors = database.prepare<[number], { id: number; name: string; shape: string }>(
    'SELECT id, name, shape FROM tensors WHERE checkpointId = ? ORDER BY id',
  )
  const selectChunks = database.prepare<[number], { position: number; sha256: Buffer; data: Buffer }>(
    'SELECT position, sha256, data FROM chunks WHERE tensorId = ? ORDER BY position',
  )

  function sweep(runId: number): void {
    for (const { id } of selectRetired.all(runId)) {
      for (const chunk of selectChunkIds.all(id)) deleteChunk.run(chunk.id)
      deleteCheckpoint.run(id)
    }
  }

  function save(runId: number, checkpoint: NewCheckpoint, also?: () => void): number {
    sweep(runId)
    const bytes = checkpoint.tensors.reduce((sum, tensor) => sum + tensor.data.byteLength, 0)
    demandRoom(bytes)
    const { step, epoch, best, state } = checkpoint
    const row = insert.run(runId, step, epoch, Date.now(), best ? 1 : 0, bytes, JSON.stringify(state ?? null))
    const id = Number(row.lastInsertRowid)
    for (const tensor of checkpoint.tensors) writeTensor(id, tensor)
    database
      .transaction(() => {
        complete.run(id)
        retire.run({ runId })
        also?.()
      })
      .immediate()
    sweep(runId)
    return id
  }

  function writeTensor(checkpointId: number, { name, shape, data }: CheckpointTensor): void {
    const tensorId = Number(insertTensor.run(checkpointId, name, JSON.stringify(shape)).lastInsertRowid)
    for (let start = 0, position = 0; start < data.byteLength; start += chunkBytes, position++) {
      const length = Math.min(chunkBytes, data.byteLength - start)
      const chunk = Buffer.from(data.buffer, data.byteOffset + start, length)
      insertChunk.run(tensorId, position, hash('sha256', chunk, 'buffer'), chunk)
    }
  }

  function demandRoom(bytes: number): void {
    const disk = statfsSync(workspace)
    const pageSize = database.pragma('page_size', { simple: true }) as number
    const reusable = (database.pragma('freelist_count', { simple: true }) as number) * pageSize
    const free = disk.bavail * disk.bsize + reusable
    if (free >= bytes + reserveBytes) return
    throw new Failure(
      'failed',
      `The disk of ${workspace} is too full for a checkpoint: it needs ${megabytes(bytes + reserveBytes)}, ` +
        `${megabytes(free)} are free. Free some room, or remove runs that are no longer needed.`,
    )
  }

  function readTensor(runId: number, row: { id: number; name: string; shape: string }): CheckpointTensor {
    const shape = JSON.parse(row.shape) as number[]
    const data = new Float32Array(shape.reduce((product, length) => product * length, 1))
    const target = new Uint8Array(data.buffer)
    let filled = 0
    for (const { position, sha256, data: chunk } of selectChunks.iterate(row.id)) {
      const damaged = !hash('sha256', chunk, 'buffer').equals(sha256) || filled + chunk.length > target.length
      if (damaged) throw damage(runId, row.name, `chunk ${position} does not match its checksum`)
      target.set(chunk, filled)
      filled += chunk.length
    }
    if (filled < target.length) throw damage(runId, row.name, 'chunks are missing')
    return { name: row.name, shape, data }
  }

  function only(runId: number, row: StoredCheckpoint | undefined): CheckpointRow {
    if (row) return toRow(row)
    throw new Failure('not-found', `Run ${runId} has no checkpoint yet. Wait for its first epoch to end.`)
  }

  const store: CheckpointStore = {
    save: (runId, checkpoint) => save(runId, checkpoint),
    list: (runId) => selectOfRun.all(runId).map(toRow),
    chosen(runId) {
      const rows = selectOfRun.all(runId)
      return only(runId, rows.find((row) => row.best === 1) ?? rows[0])
    },
    newest: (runId) => only(runId, selectOfRun.all(runId)[0]),
    tensors: database.transaction((id: number, wanted: (name: string) => boolean = () => true) => {
      const checkpoint = selectRun.get(id)
      if (!checkpoint) throw new Failure('not-found', `Checkpoint ${id} is gone: a newer one took its place.`)
      const rows = selectTensors.all(id).filter((row) => wanted(row.name))
      return rows.map((row) => readTensor(checkpoint.runId, row))
    }),
  }
  return {
    store,
    save,
    sweep,
    removeAll(runId) {
      retireAll.run(runId)
      sweep(runId)
    },
  }
}

function toRow(row: StoredCheckpoint): CheckpointRow {
  return { ...row, best: row.best === 1, state: JSON.parse(row.state) }
}

function damage(runId: number, tensor: string, what: string): Failure {
  return new Failure(
    'failed',
    `The checkpoint of run ${runId} is damaged: in tensor ${tensor}, ${what}. Choose another run, or train it again.`,
  )
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`
}
