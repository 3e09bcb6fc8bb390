import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../main/store/store.ts'
import { addPictures, petStore } from './rows.ts'

let store: Store
let pets: number
let cat: number
let dog: number
let runId: number

beforeEach(async () => {
  ;({ store, pets, cat, dog } = await petStore([
    ['cat', 'train', 5],
    ['dog', 'test', 5],
    [null, 'train', 2],
  ]))
  const settings = {} as never
  runId = store.runs.create({
    name: 'one',
    datasetId: pets,
    settings,
    classNames: ['cat', 'dog'],
    classIds: [cat, dog],
  })
})

const same = { added: 0, removed: 0, relabelled: 0, moved: 0, same: true }

describe('a snapshot', () => {
  it('is the hash of contents, labels and splits, whatever the order and the names of files', async () => {
    const sha256 = store.snapshots.take(runId)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    store.pictures.label(pets, [1], dog)
    expect(store.snapshots.take(runId)).not.toBe(sha256)
    store.history.undo(pets)
    expect(store.snapshots.take(runId)).toBe(sha256)
    store.pictures.label(pets, [11], cat)
    expect(store.snapshots.take(runId)).not.toBe(sha256)
  })

  it('tells what has changed since', () => {
    const sha256 = store.snapshots.take(runId)
    expect(store.snapshots.changesSince(runId)).toEqual({ runId, sha256, ...same })
    store.pictures.label(pets, [1, 2], dog)
    store.pictures.label(pets, [2], null)
    store.pictures.exclude(pets, [3, 11], true)
    store.pictures.move(pets, [4, 6], 'validation')
    store.pictures.label(pets, [12], cat)
    addPictures(store, pets, [{ classId: dog, split: 'train', count: 3 }])
    expect(store.snapshots.changesSince(runId)).toEqual({
      ...{ runId, sha256, same: false },
      ...{ added: 4, removed: 2, relabelled: 1, moved: 2 },
    })
  })

  it('takes no notice of what was taken back', () => {
    const sha256 = store.snapshots.take(runId)
    store.pictures.label(pets, [1, 2], dog)
    store.classes.remove(pets, cat, 'exclude')
    while (store.history.undo(pets));
    expect(store.snapshots.changesSince(runId)).toEqual({ runId, sha256, ...same })
  })

  it('is not there for a run that took none, and outlives the dataset', () => {
    expect(store.snapshots.changesSince(runId)).toMatchObject({ sha256: null, same: false })
    const sha256 = store.snapshots.take(runId)
    store.datasets.remove(pets)
    expect(store.snapshots.changesSince(runId)).toMatchObject({ sha256, same: false, removed: 0 })
  })
})
