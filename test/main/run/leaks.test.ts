import { beforeEach, describe, expect, it } from 'vitest'
import { createRun } from '../../../main/run/create.ts'
import type { Store } from '../../../main/store/store.ts'
import { temporaryStore } from '../../support/workspace.ts'
import { addPictures } from '../store/rows.ts'

let store: Store
let datasetId: number

beforeEach(async () => {
  store = await temporaryStore()
  datasetId = store.datasets.create('pets')
  const [cat, dog] = ['cat', 'dog'].map((name) => store.datasets.ensureClass(datasetId, name)) as [number, number]
  addPictures(store, datasetId, [
    { classId: cat, split: 'train', count: 20 },
    { classId: dog, split: 'train', count: 20 },
    { classId: dog, split: 'test', count: 5 },
  ])
})

/** Says that these pictures look the same. */
function duplicates(...ids: number[]): void {
  const found = ids.map((pictureId) => ({ pictureId, groupId: ids[0]!, copyOf: null }))
  store.duplicates.replace(datasetId, found, 45)
}

describe('createRun', () => {
  it('refuses a dataset whose duplicates lie in different splits, unless a person insists', () => {
    duplicates(1, 41, 42)
    expect(() => createRun(store, { datasetId, settings: {} })).toThrow(
      'In the dataset “pets”, 3 pictures look like others in another split (training and test)',
    )
    expect(store.runs.list()).toEqual([])
    expect(createRun(store, { datasetId, settings: {}, insist: true })).toBe(1)
  })

  it('does not mind duplicates on one side, or excluded ones', () => {
    duplicates(1, 2, 41)
    store.pictures.exclude(datasetId, [41], true)
    expect(createRun(store, { datasetId, settings: {} })).toBe(1)
  })

  it('records what the run began with', () => {
    const runId = createRun(store, { datasetId, settings: {} })
    expect(store.snapshots.changesSince(runId)).toMatchObject({ same: true, added: 0 })
    store.pictures.exclude(datasetId, [1, 2], true)
    expect(store.snapshots.changesSince(runId)).toMatchObject({ same: false, removed: 2 })
  })
})
