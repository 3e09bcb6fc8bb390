import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Split } from '../../../preload/contract/index.ts'
import { createRun, suggestFor } from '../../../main/run/create.ts'
import { openStore } from '../../../main/store/open.ts'
import type { Store } from '../../../main/store/store.ts'

let folder: string
let store: Store
let datasetId: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'create-'))
  store = openStore(folder)
  datasetId = store.datasets.create('pets')
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

let pictures = 0

/** Adds pictures of a class to a split, without pixels. */
function add(className: string, split: Split, count: number): void {
  const classId = store.datasets.ensureClass(datasetId, className)
  const path = join(folder, className, split)
  const sourceId = store.sources.add(datasetId, { kind: 'folder', path, folder: path, split: null, options: {} })
  const rows = Array.from({ length: count }, () => {
    const number = pictures++
    return {
      ...{ sourceId, path: `${String(number)}.png`, classId, split, bytes: 1, modifiedAt: 0, width: 9, height: 9 },
      ...{ sha256: new Uint8Array(32).fill(number % 256), pixelIndex: number, conversions: [] },
    }
  })
  store.pictures.add(datasetId, rows, [])
}

describe('createRun', () => {
  it('makes a waiting run of the classes with every setting filled in', () => {
    add('cat', 'train', 30)
    add('dog', 'train', 30)
    const runId = createRun(store, { datasetId, settings: { epochs: 3 } })
    const run = store.runs.get(runId)
    expect(run).toMatchObject({
      name: 'alexnet-mini 1',
      status: 'waiting',
      classNames: ['cat', 'dog'],
      datasetName: 'pets',
    })
    expect(run.settings).toMatchObject({ epochs: 3, batch: 8, network: 'alexnet-mini' })
    expect(store.runs.get(createRun(store, { datasetId, settings: {} })).name).toBe('alexnet-mini 2')
    expect(store.runs.get(createRun(store, { datasetId, name: 'mine', settings: {} })).name).toBe('mine')
  })

  it('names the classes that have no training picture', () => {
    add('cat', 'train', 3)
    add('dog', 'test', 3)
    expect(() => createRun(store, { datasetId, settings: {} })).toThrow(
      'The dataset “pets” has no training pictures for “dog”. Give each class at least one picture in the training split',
    )
  })

  it('asks for two classes', () => {
    expect(() => createRun(store, { datasetId, settings: {} })).toThrow('none of its classes has any')
    add('cat', 'train', 3)
    expect(() => createRun(store, { datasetId, settings: {} })).toThrow('only “cat” has any')
  })

  it('leaves classes without a single picture out, and says so', () => {
    add('cat', 'train', 3)
    add('dog', 'train', 3)
    store.datasets.ensureClass(datasetId, 'unicorn')
    expect(store.runs.get(createRun(store, { datasetId, settings: {} })).classNames).toEqual(['cat', 'dog'])
    expect(suggestFor(store, datasetId).reasons).toContain('Left out, because without a readable picture: “unicorn”.')
  })

  it('refuses a batch of more pictures than there are', () => {
    add('cat', 'train', 3)
    add('dog', 'train', 3)
    expect(() => createRun(store, { datasetId, settings: { batch: 7 } })).toThrow('Choose a batch of at most 6.')
  })

  it('refuses a dataset that does not exist', () => {
    expect(() => createRun(store, { datasetId: 99, settings: {} })).toThrow(/99/)
  })
})
