import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../main/store/store.ts'
import { addPictures, petStore } from './rows.ts'

let store: Store
let pets: number
let cat: number
let dog: number

beforeEach(async () => {
  ;({ store, pets, cat, dog } = await petStore([
    ['cat', 'train', 5],
    ['dog', 'train', 3],
    ['dog', 'test', 2],
    [null, 'train', 1],
  ]))
})

const facts = { split: 'train', width: 40, height: 30, excluded: false, groupId: null, modifiedAt: 0 }

describe('pages', () => {
  it('come in the order of import', () => {
    const { total, items } = store.pictures.page(pets, {}, 4, 2)
    expect(total).toBe(11)
    expect(items).toEqual([
      { id: 5, path: 'folder/picture4.jpg', classId: cat, ...facts },
      { id: 6, path: 'folder/picture5.jpg', classId: dog, ...facts },
    ])
    expect(store.pictures.page(pets, {}, 11, 5)).toEqual({ total: 11, items: [] })
  })

  it.each([
    ['a class', () => ({ classId: dog }), [6, 7, 8, 9, 10]],
    ['no class', () => ({ classId: null }), [11]],
    ['a split', () => ({ split: 'test' as const }), [9, 10]],
    ['a class and a split', () => ({ classId: dog, split: 'train' as const }), [6, 7, 8]],
    ['no class and a split', () => ({ classId: null, split: 'test' as const }), []],
    ['a part of the name, any case', () => ({ text: 'PICTURE1' }), [2, 11]],
    ['a part of the name, not of the folder', () => ({ text: 'folder' }), []],
    ['a name with what SQL would take as a pattern', () => ({ text: '%' }), []],
    ['everything at once', () => ({ classId: dog, split: 'test' as const, text: '9.jpg' }), [10]],
  ])('pass %s', (_, filter, expected) => {
    const { total, items } = store.pictures.page(pets, filter(), 0, 100)
    expect(items.map((item) => item.id)).toEqual(expected)
    expect(total).toBe(expected.length)
    expect(store.pictures.ids(pets, filter())).toEqual(expected)
  })

  it('answer pictures by id, in the order asked for, without those of other datasets', () => {
    expect(store.pictures.items(pets, [7, 99, 2]).map((item) => item.id)).toEqual([7, 2])
    expect(store.pictures.items(pets + 1, [7])).toEqual([])
  })
})

describe('a picture', () => {
  it('is found with its file', () => {
    const file = join('/pictures', 'folder/picture5.jpg')
    expect(store.pictures.get(6)).toEqual({ datasetId: pets, file, pixelIndex: 5, classId: dog })
    expect(() => store.pictures.get(99)).toThrow('There is no picture 99 in this workspace any more.')
  })
})

describe('labels', () => {
  it('change, are counted, and only where they are new', () => {
    expect(store.pictures.label(pets, [1, 2, 6, 11], dog)).toBe(3)
    expect(store.pictures.get(1).classId).toBe(dog)
    expect(store.datasets.classes(pets).map(({ counts }) => counts)).toEqual([
      { train: 3, validation: 0, test: 0 },
      { train: 6, validation: 0, test: 2 },
    ])
    expect(store.pictures.label(pets, [1], null)).toBe(1)
    expect(store.datasets.get(pets).unlabelled).toBe(1)
  })

  it('change all or none', () => {
    const birds = store.datasets.create('birds')
    addPictures(store, birds, [{ classId: null, split: 'train', count: 1 }])
    expect(() => store.pictures.label(pets, [1, 12], dog)).toThrow('1 of these pictures are not')
    expect(() => store.pictures.label(pets, [1, 500], dog)).toThrow('Reload the list')
    expect(() => store.pictures.label(birds, [12], dog)).toThrow('That class is not (any more) one of this dataset')
    expect(store.pictures.get(1).classId).toBe(cat)
  })
})

describe('problems', () => {
  it('are listed by page, with the whole path', () => {
    const sourceId = store.sources.add(pets, {
      kind: 'folder',
      path: '/more',
      folder: '/more',
      split: null,
      options: {},
    })
    const problems = ['a', 'b', 'c'].map((name) => ({ sourceId, path: `${name}.jpg`, reason: `reason ${name}` }))
    store.pictures.add(pets, [], problems)
    store.pictures.add(pets, [], [{ sourceId, path: 'b.jpg', reason: 'another' }])
    expect(store.pictures.problems(pets, 1, 5)).toEqual({
      total: 3,
      items: [
        { path: join('/more', 'b.jpg'), reason: 'another', kind: 'unreadable' },
        { path: join('/more', 'c.jpg'), reason: 'reason c', kind: 'unreadable' },
      ],
    })
    expect(store.datasets.get(pets).problems).toBe(3)
  })
})

describe('samples', () => {
  it('are the labelled pictures of a split, labelled by position', () => {
    const samples = store.pictures.samples(pets, 'train', [dog, cat])
    expect([...samples.ids]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect([...samples.pixelIndices]).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect([...samples.labels]).toEqual([1, 1, 1, 1, 1, 0, 0, 0])
  })

  it('leave other classes out', () => {
    expect([...store.pictures.samples(pets, 'train', [dog]).ids]).toEqual([6, 7, 8])
    expect(store.pictures.samples(pets, 'validation', [dog]).labels).toHaveLength(0)
  })
})
