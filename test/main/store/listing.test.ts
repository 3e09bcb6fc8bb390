import SQLite from 'better-sqlite3'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ImageSort } from '../../../preload/contract/index.ts'
import type { NewPicture, Store } from '../../../main/store/store.ts'
import { fingerprintBytes } from '../../../main/lib/fingerprint.ts'
import { temporaryStore } from '../../support/workspace.ts'
import { addPictures } from './rows.ts'

let store: Store
let pets: number
let cat: number

/** Alike when their levels are. */
const grey = (level: number) => new Uint8Array(fingerprintBytes).fill(level)

beforeEach(async () => {
  store = await temporaryStore()
  pets = store.datasets.create('pets')
  cat = store.datasets.ensureClass(pets, 'cat')
  const dog = store.datasets.ensureClass(pets, 'dog')
  const sourceId = store.sources.add(pets, { kind: 'folder', path: '/pets', folder: '/pets', split: null, options: {} })
  const common = { sourceId, bytes: 1, width: 40, height: 40, split: 'train' as const, pixelIndex: 0 }
  const rows: [name: string, classId: number | null, modifiedAt: number, level: number, conversions: string[]][] = [
    ['b.jpg', dog, 300, 200, []],
    ['a.jpg', cat, 200, 20, ['turned upright']],
    ['d.jpg', null, 400, 120, ['CMYK to sRGB', 'turned upright']],
    ['c.jpg', cat, 100, 180, ['16 bits to 8']],
  ]
  const pictures = rows.map(([path, classId, modifiedAt, level, conversions], place): NewPicture => {
    const sha256 = new Uint8Array(32).fill(place)
    const size = place === 3 ? { width: 31 } : {}
    return { ...common, ...size, path, classId, modifiedAt, sha256, conversions, fingerprint: grey(level) }
  })
  store.pictures.add(pets, pictures, [])
})

const ids = (sort: ImageSort) => store.pictures.ids(pets, {}, sort)

describe('orders', () => {
  it.each([
    ['import', [1, 2, 3, 4]],
    ['name', [2, 1, 4, 3]],
    ['date', [4, 2, 1, 3]],
    ['class', [3, 2, 4, 1]],
    ['similarity', [2, 3, 4, 1]],
  ] as const)('by %s', (by, expected) => {
    expect(ids({ by, descending: false })).toEqual(expected)
    expect(ids({ by, descending: true })).toEqual(expected.toReversed())
    expect(store.pictures.page(pets, {}, 1, 2, { by, descending: false }).items.map(({ id }) => id)).toEqual(
      expected.slice(1, 3),
    )
  })

  it('by likeness to a picture, within a filter', () => {
    expect(ids({ by: 'similarity', descending: false, like: 3 })).toEqual([3, 4, 1, 2])
    const sort = { by: 'similarity', descending: false, like: 1 } as const
    expect(store.pictures.ids(pets, { classId: cat }, sort)).toEqual([4, 2])
    expect(store.pictures.page(pets, {}, 1, 2, sort).items.map(({ id }) => id)).toEqual([4, 3])
    addPictures(store, pets, [{ classId: null, split: 'train', count: 1 }])
    expect(store.pictures.ids(pets, {}, sort).at(-1)).toBe(5)
    expect(() => store.pictures.ids(pets, {}, { ...sort, like: 5 })).toThrow('Look for duplicates in the dataset first')
  })

  it('by likeness where pictures of other datasets lie between', () => {
    const database = new SQLite(join(store.workspace, 'workspace.sqlite'))
    for (const id of [100_000, 100_001]) {
      database.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'pictures'").run(2 * id)
      addPictures(store, pets, [{ classId: cat, split: 'train', count: 1 }])
      store.duplicates.addFingerprints([{ id: 2 * id + 1, fingerprint: grey(id % 2 === 0 ? 170 : 10) }])
    }
    database.close()
    const sort = { by: 'similarity', descending: false, like: 1 } as const
    expect(store.pictures.ids(pets, { classId: cat }, sort)).toEqual([4, 200_001, 2, 200_003])
  })
})

describe('findings as filters', () => {
  it.each([
    ['converted', [3, 4]],
    ['turned', [2, 3]],
    ['small', [4]],
    ['gone', []],
    ['few-pictures', [1, 2, 4]],
  ] as const)('%s', (finding, expected) => {
    expect(store.pictures.ids(pets, { finding })).toEqual(expected)
    expect(store.pictures.page(pets, { finding, text: '.JPG' }, 0, 10).total).toBe(expected.length)
  })
})

describe('the mistakes of a run', () => {
  it('are the pictures that it took for another class than they have now', () => {
    const dog = store.datasets.ensureClass(pets, 'dog')
    const run = { name: 'one', datasetId: pets, settings: {} as never, classNames: [], classIds: [] }
    const [runId, other] = [store.runs.create(run), store.runs.create(run)]
    store.answers.set(
      runId,
      [
        { imageId: 1, classId: cat, probability: 0.6 },
        { imageId: 2, classId: dog, probability: 0.9 },
        { imageId: 3, classId: dog, probability: 0.5 },
        { imageId: 4, classId: cat, probability: null },
      ],
      false,
    )
    const filter = { mistakesOf: runId }
    expect(store.pictures.ids(pets, filter)).toEqual([1, 2])
    expect(store.pictures.page(pets, { ...filter, classId: dog }, 0, 9).total).toBe(1)
    expect(store.pictures.ids(pets, { ...filter, answerId: cat })).toEqual([1])
    expect(store.pictures.ids(pets, { ...filter, atLeast: 0.9 })).toEqual([2])
    expect(store.pictures.ids(pets, filter, { by: 'certainty', descending: true })).toEqual([2, 1])
    expect(store.answers.counts(runId, 'train')).toEqual([
      { classId: cat, answerId: cat, pictures: 1 },
      { classId: cat, answerId: dog, pictures: 1 },
      { classId: dog, answerId: cat, pictures: 1 },
    ])
    expect(store.answers.counts(runId, 'test')).toEqual([])
    store.pictures.label(pets, [1], cat)
    expect(store.pictures.ids(pets, filter)).toEqual([2])
    store.answers.set(runId, [{ imageId: 2, classId: cat, probability: 0.7 }], false)
    expect(store.pictures.ids(pets, filter)).toEqual([])
    expect(store.pictures.ids(pets, { mistakesOf: other })).toEqual([])
  })
})

describe('the suggestions of a run', () => {
  it('are of pictures that had no label, by how sure it was, and no mistakes', () => {
    const dog = store.datasets.ensureClass(pets, 'dog')
    const run = { name: 'one', datasetId: pets, settings: {} as never, classNames: [], classIds: [] }
    const runId = store.runs.create(run)
    store.pictures.label(pets, [1, 4], null)
    expect(store.pictures.unlabelled(pets)).toEqual({
      ids: Float64Array.of(1, 3, 4),
      pixelIndices: new Float64Array(3),
    })
    const answers = [
      { imageId: 1, classId: cat, probability: 0.6 },
      { imageId: 3, classId: dog, probability: 0.95 },
      { imageId: 4, classId: cat, probability: 0.9 },
    ]
    store.answers.set(runId, answers, true)
    const filter = { suggestedBy: runId, classId: null }
    expect(store.pictures.ids(pets, filter, { by: 'certainty', descending: true })).toEqual([3, 4, 1])
    expect(store.pictures.ids(pets, { ...filter, atLeast: 0.9 })).toEqual([3, 4])
    expect(store.pictures.ids(pets, { ...filter, answerId: cat })).toEqual([1, 4])
    expect(store.pictures.page(pets, filter, 0, 2).total).toBe(3)
    store.pictures.label(pets, [1], dog)
    expect(store.pictures.ids(pets, filter)).toEqual([3, 4])
    // That it was taken for a cat before it was called a dog measures nothing.
    expect(store.pictures.ids(pets, { mistakesOf: runId })).toEqual([])
    expect(store.answers.counts(runId, 'train')).toEqual([])
  })

  it('are told by picture, without those of another dataset and of classes that are gone', () => {
    const run = { name: 'one', datasetId: pets, settings: {} as never, classNames: [], classIds: [] }
    const runId = store.runs.create(run)
    const unicorn = store.datasets.ensureClass(pets, 'unicorn')
    const answers = [
      { imageId: 3, classId: cat, probability: 0.25 },
      { imageId: 4, classId: unicorn, probability: 0.5 },
    ]
    store.answers.set(runId, answers, true)
    store.classes.remove(pets, unicorn, 'unlabel')
    expect([...store.answers.of(pets, runId, [1, 3, 4])]).toEqual([[3, { classId: cat, probability: 0.25 }]])
    expect(store.answers.of(store.datasets.create('others'), runId, [3]).size).toBe(0)
  })
})
