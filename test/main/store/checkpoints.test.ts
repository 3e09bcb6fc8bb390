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

  it('have one that is the best: the newest of those that were when they were written', () => {
    save(1, true)
    save(2, true)
    const isBest = () => store.checkpoints.list(run).map(({ epoch, best }) => [epoch, best])
    expect(isBest()).toEqual([
      [2, true],
      [1, false],
    ])
    save(3, false)
    expect(isBest()).toEqual([
      [3, false],
      [2, true],
    ])
    expect(store.checkpoints.chosen(run).epoch).toBe(2)
  })

  it('are pruned to the newest two, the best and those with a name', () => {
    save(1, true)
    const best = save(2, true)
    const named = save(3, false)
    store.checkpoints.rename(named, 'before the drop')
    const gone = save(4, false)
    const before = save(5, false)
    const newest = save(6, false)
    expect(store.checkpoints.list(run).map((row) => row.id)).toEqual([newest, before, named, best])
    expect(store.checkpoints.chosen(run).id).toBe(best)
    expect(store.checkpoints.newest(run).id).toBe(newest)
    expect(store.checkpoints.at(run, 30)).toMatchObject({ id: named, name: 'before the drop' })
    expect(() => store.checkpoints.at(run, 40)).toThrow('no checkpoint at step 40; it has those of 60, 50, 30, 20.')
    expect(() => store.checkpoints.tensors(gone)).toThrow('is gone: a newer one took its place')
    store.checkpoints.rename(named, null)
    expect(store.checkpoints.list(run).map((row) => row.id)).toEqual([newest, before, best])
  })

  it('take the place of one of the same step', () => {
    save(1, false)
    const again = save(1, true)
    expect(store.checkpoints.list(run).map((row) => row.id)).toEqual([again])
  })

  it('tell the sum of their weights alone, the same for the same weights', () => {
    const velocity = (first: number) => ({ ...tensor('w', [2], first), name: 'velocity.w' })
    const sums = [
      save(1, false, [tensor('w', [2], 1), velocity(1)]),
      save(2, false, [tensor('w', [2], 1), velocity(2)]),
    ].map((id) => store.checkpoints.list(run).find((row) => row.id === id)!.weightsSha256)
    const other = save(3, false, [tensor('w', [2], 2)])
    expect(sums[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(sums[1]).toBe(sums[0])
    expect(store.checkpoints.list(run).find((row) => row.id === other)!.weightsSha256).not.toBe(sums[0])
  })

  it('are given to another run whole', () => {
    const id = save(1, true, [tensor('w', [3], 1)])
    const datasetId = store.datasets.list()[0]!.id
    const other = store.runs.create({ name: 'other', datasetId, settings: {} as never, classNames: [], classIds: [] })
    store.checkpoints.copy(id, other, { epoch: 7 })
    store.runs.remove(run)
    const copy = store.checkpoints.newest(other)
    expect(copy).toMatchObject({ step: 10, state: { epoch: 7 }, best: true })
    expect([...store.checkpoints.tensors(copy.id)[0]!.data]).toEqual([1, 1.125, 1.25])
  })

  it('are refused where the disk is too full, with those before untouched', () => {
    const first = save(1, true)
    const full = openStore(store.workspace, { free: () => 2 ** 20 })
    const checkpoint = { step: 20, epoch: 2, state: null, tensors: [tensor('w', [2])], best: false }
    expect(() => full.checkpoints.save(run, checkpoint)).toThrow(/is too full for a checkpoint: it needs 129 MB/)
    expect(full.checkpoints.list(run).map((row) => row.id)).toEqual([first])
    full.close()
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
      `The checkpoint of run ${run} at step 10 is damaged: in tensor conv1.weight, chunk 0 does not match its checksum.`,
    )
    expect(store.checkpoints.list(run)[0]).toMatchObject({ id, damaged: true })
    expect(() => store.checkpoints.newest(run)).toThrow('has no checkpoint yet')
    meddle('DELETE FROM chunks')
    expect(() => store.checkpoints.tensors(id)).toThrow('chunks are missing')
  })

  it('leave nothing where a save was cut short', () => {
    const id = save(1, true)
    const cut = save(2, true)
    meddle('UPDATE checkpoints SET complete = 0')
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
