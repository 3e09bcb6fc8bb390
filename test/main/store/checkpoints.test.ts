import SQLite from 'better-sqlite3'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../main/store/open.ts'
import type { CheckpointTensor, Store } from '../../../main/store/store.ts'
import { temporaryStore } from '../../support/workspace.ts'

let store: Store
let run: number

beforeEach(async () => {
  store = await temporaryStore()
  const datasetId = store.datasets.create('pets')
  run = store.runs.create({ name: 'first', datasetId, settings: {} as never, classNames: [], classIds: [] })
})

function tensor(name: string, shape: readonly number[], first = 0): CheckpointTensor {
  const length = shape.reduce((product, side) => product * side, 1)
  return { name, shape, data: Float32Array.from({ length }, (_, index) => first + index / 8) }
}

function save(epoch: number, best: boolean, tensors: readonly CheckpointTensor[] = [tensor('w', [2], epoch)]): number {
  return store.checkpoints.save(run, { step: epoch * 10, epoch, state: { epoch }, tensors, best })
}

/** Changes the database behind the store's back. */
function meddle(sql: string): void {
  const database = new SQLite(join(store.workspace, 'workspace.sqlite'))
  database.exec(sql)
  database.close()
}

describe('checkpoints', () => {
  it('give back what was saved, chunk by chunk', () => {
    // Five million numbers are 20 MB: three chunks.
    const tensors = [tensor('fc6.weight', [5_000, 1_000]), tensor('fc6.bias', [3], 7), tensor('empty', [0])]
    const id = save(1, true, tensors)
    const read = store.checkpoints.tensors(id)
    expect(read.map(({ name, shape }) => [name, shape])).toEqual(tensors.map(({ name, shape }) => [name, shape]))
    // Element by element, the matcher takes seconds.
    expect(
      read.map(({ data }, index) => Buffer.from(data.buffer).equals(Buffer.from(tensors[index]!.data.buffer))),
    ).toEqual([true, true, true])
    expect(store.checkpoints.tensors(id, (name) => name.endsWith('bias'))).toEqual([tensors[1]])
    expect(store.checkpoints.newest(run)).toMatchObject({
      id,
      runId: run,
      step: 10,
      epoch: 1,
      best: true,
      bytes: 20_000_012,
      state: { epoch: 1 },
    })
  })

  it('save a part of a larger buffer as that part', () => {
    const data = Float32Array.from({ length: 100 }, (_, index) => index).subarray(10, 14)
    const id = save(1, true, [{ name: 'part', shape: [4], data }])
    expect([...store.checkpoints.tensors(id)[0]!.data]).toEqual([10, 11, 12, 13])
  })

  it('are pruned to the newest and the best', () => {
    save(1, true)
    const best = save(2, true)
    save(3, false)
    const newest = save(4, false)
    expect(store.checkpoints.list(run).map((row) => row.id)).toEqual([newest, best])
    expect(store.checkpoints.chosen(run).id).toBe(best)
    expect(store.checkpoints.newest(run).id).toBe(newest)
    expect(() => store.checkpoints.tensors(newest - 1)).toThrow('is gone: a newer one took its place')
  })

  it('fall back to the newest where none is the best', () => {
    expect(() => store.checkpoints.chosen(run)).toThrow(`Run ${run} has no checkpoint yet.`)
    const id = save(1, false)
    expect(store.checkpoints.chosen(run).id).toBe(id)
  })

  it('are readable by another process that opened the workspace before', () => {
    const other = openStore(store.workspace)
    const id = save(1, true)
    expect([...other.checkpoints.tensors(id)[0]!.data]).toEqual([1, 1.125])
    other.close()
  })

  it('name the run, tensor and chunk that is damaged', () => {
    const id = save(1, true, [tensor('conv1.weight', [4])])
    meddle("UPDATE chunks SET data = x'00000000000000000000000000000000'")
    expect(() => store.checkpoints.tensors(id)).toThrow(
      `The checkpoint of run ${run} is damaged: in tensor conv1.weight, chunk 0 does not match its checksum.`,
    )
    meddle('DELETE FROM chunks')
    expect(() => store.checkpoints.tensors(id)).toThrow('chunks are missing')
  })

  it('leave nothing where a save was cut short', () => {
    const id = save(1, true)
    const cut = save(2, true)
    meddle(`UPDATE checkpoints SET complete = 0 WHERE id = ${cut}`)
    expect(store.checkpoints.list(run)).toEqual([])
    expect(() => store.checkpoints.tensors(cut)).toThrow('is gone')
    expect(() => store.checkpoints.tensors(id)).toThrow('is gone')
    store.runs.setStatus(run, 'interrupted', 'the trainer died')
    const database = new SQLite(join(store.workspace, 'workspace.sqlite'), { readonly: true })
    expect(database.prepare('SELECT count(*) AS chunks FROM chunks').get()).toEqual({ chunks: 0 })
    database.close()
  })

  it('go with their run', () => {
    const id = save(1, true)
    store.runs.remove(run)
    expect(() => store.checkpoints.tensors(id)).toThrow('is gone')
  })
})
