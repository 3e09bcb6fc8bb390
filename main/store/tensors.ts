/** Reads and writes the tensors of checkpoints, in chunks that each carry their SHA-256. */
import type { Database } from 'better-sqlite3'
import { createHash, hash } from 'node:crypto'
import type { CheckpointTensor } from './run-rows.ts'

const chunkBytes = 8 * 2 ** 20

/** A tensor that is not what was written; `tensor` and `what` are for the sentence that says so. */
export class DamagedTensor extends Error {
  readonly tensor: string
  readonly what: string

  constructor(tensor: string, what: string) {
    super(`${tensor}: ${what}`)
    this.tensor = tensor
    this.what = what
  }
}

export interface TensorTables {
  /** Answers the SHA-256 over each parameter's name, shape and the SHA-256 of its chunks, in hexadecimal digits. */
  write(checkpointId: number, tensors: readonly CheckpointTensor[]): string
  /** Throws `DamagedTensor`. */
  read(checkpointId: number, wanted: (name: string) => boolean): readonly CheckpointTensor[]
  /** Gives a checkpoint the tensors of another, a chunk at a time. */
  copy(fromId: number, toId: number): void
  /** Removes the tensors of a checkpoint, a chunk at a time. */
  remove(checkpointId: number): void
}

interface StoredTensor {
  readonly id: number
  readonly name: string
  readonly shape: string
}

export function tensorTables(database: Database): TensorTables {
  const insertTensor = database.prepare<[number, string, string]>(
    'INSERT INTO tensors (checkpointId, name, shape) VALUES (?, ?, ?)',
  )
  const insertChunk = database.prepare<[number, number, Buffer, Buffer]>(
    'INSERT INTO chunks (tensorId, position, sha256, data) VALUES (?, ?, ?, ?)',
  )
  const copyChunk = database.prepare<[number, number]>(
    'INSERT INTO chunks (tensorId, position, sha256, data) SELECT ?, position, sha256, data FROM chunks WHERE id = ?',
  )
  const selectTensors = database.prepare<[number], StoredTensor>(
    'SELECT id, name, shape FROM tensors WHERE checkpointId = ? ORDER BY id',
  )
  const selectChunks = database.prepare<[number], { sha256: Buffer; data: Buffer }>(
    'SELECT sha256, data FROM chunks WHERE tensorId = ? ORDER BY position',
  )
  const selectChunkIds = database.prepare<[number], number>('SELECT id FROM chunks WHERE tensorId = ?').pluck()
  const deleteChunk = database.prepare<[number]>('DELETE FROM chunks WHERE id = ?')

  function add(checkpointId: number, name: string, shape: string): number {
    return Number(insertTensor.run(checkpointId, name, shape).lastInsertRowid)
  }

  function read({ id, name, shape: text }: StoredTensor): CheckpointTensor {
    const shape = JSON.parse(text) as number[]
    const data = new Float32Array(shape.reduce((product, length) => product * length, 1))
    const target = new Uint8Array(data.buffer)
    let filled = 0
    let position = 0
    for (const { sha256, data: chunk } of selectChunks.iterate(id)) {
      if (!hash('sha256', chunk, 'buffer').equals(sha256) || filled + chunk.length > target.length) {
        throw new DamagedTensor(name, `chunk ${String(position)} does not match its checksum`)
      }
      target.set(chunk, filled)
      filled += chunk.length
      position++
    }
    if (filled < target.length) throw new DamagedTensor(name, 'chunks are missing')
    return { name, shape, data }
  }

  return {
    write(checkpointId, tensors) {
      const weights = createHash('sha256')
      for (const { name, shape, data } of tensors) {
        const isOfWeights = isWeight(name)
        const text = JSON.stringify(shape)
        const tensorId = add(checkpointId, name, text)
        if (isOfWeights) weights.update(name).update(text)
        for (let start = 0, position = 0; start < data.byteLength; start += chunkBytes, position++) {
          const length = Math.min(chunkBytes, data.byteLength - start)
          const chunk = Buffer.from(data.buffer, data.byteOffset + start, length)
          const sum = hash('sha256', chunk, 'buffer')
          insertChunk.run(tensorId, position, sum, chunk)
          if (isOfWeights) weights.update(sum)
        }
      }
      return weights.digest('hex')
    },
    read: (checkpointId, wanted) =>
      selectTensors
        .all(checkpointId)
        .filter(({ name }) => wanted(name))
        .map(read),
    copy(fromId, toId) {
      for (const { id, name, shape } of selectTensors.all(fromId)) {
        const tensorId = add(toId, name, shape)
        for (const chunkId of selectChunkIds.all(id)) copyChunk.run(tensorId, chunkId)
      }
    },
    remove(checkpointId) {
      for (const { id } of selectTensors.all(checkpointId)) {
        for (const chunkId of selectChunkIds.all(id)) deleteChunk.run(chunkId)
      }
    },
  }
}

/** Whether a tensor of a checkpoint is a parameter rather than a velocity. */
export function isWeight(name: string): boolean {
  return !name.startsWith('velocity.')
}
