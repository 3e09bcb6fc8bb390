import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../../main/store/open.ts'
import type { Store } from '../../../main/store/store.ts'
import { petStore } from './rows.ts'

let store: Store
let pets: number
let cat: number
let dog: number

beforeEach(async () => {
  ;({ store, pets, cat, dog } = await petStore([
    ['cat', 'train', 5],
    ['dog', 'test', 3],
    [null, 'train', 2],
  ]))
})

const labels = (from: Store = store) =>
  from.pictures.items(pets, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).map(({ classId }) => classId)
const counts = () => store.datasets.classes(pets).map(({ counts: { train, test } }) => [train, test])

describe('history', () => {
  it('takes back labels of many pictures, each to what it was, and gives them again', () => {
    const before = labels()
    expect(store.pictures.label(pets, [1, 6, 9, 2], dog)).toBe(3)
    const after = labels()
    const act = store.history.undo(pets)
    expect(act).toMatchObject({ kind: 'label', names: ['dog'], pictures: 3 })
    expect(labels()).toEqual(before)
    expect(counts()).toEqual([
      [5, 0],
      [0, 3],
    ])
    expect(store.history.redo(pets)).toEqual(act)
    expect(labels()).toEqual(after)
    expect(store.history.redo(pets)).toBeNull()
  })

  it('goes back step by step as far as there are steps', () => {
    const before = labels()
    for (let step = 0; step < 30; step++)
      store.pictures.label(pets, [1 + (step % 10)], step < 10 || step > 19 ? dog : cat)
    const after = labels()
    let undone = 0
    while (store.history.undo(pets)) undone++
    expect(undone).toBeGreaterThan(15)
    expect(labels()).toEqual(before)
    while (store.history.redo(pets)) undone--
    expect(undone).toBe(0)
    expect(labels()).toEqual(after)
  })

  it('survives a restart', () => {
    store.pictures.label(pets, [1], dog)
    store.pictures.exclude(pets, [2, 3], true)
    store.history.undo(pets)
    const again = openStore(store.workspace)
    onTestFinished(() => again.close())
    expect(again.history.state(pets)).toMatchObject({
      undo: { kind: 'label', names: ['dog'], pictures: 1 },
      redo: { kind: 'exclude', pictures: 2 },
    })
    again.history.undo(pets)
    expect(labels(again)[0]).toBe(cat)
  })

  it('forgets what could be done again as soon as something else is done, but keeps it in the list', () => {
    store.pictures.label(pets, [1], dog)
    store.history.undo(pets)
    store.pictures.label(pets, [2], dog)
    expect(store.history.redo(pets)).toBeNull()
    expect(store.history.list(pets, 0, 10).map(({ pictures, undone }) => [pictures, undone])).toEqual([
      [1, false],
      [1, true],
    ])
  })

  it('leaves no step where nothing changed', () => {
    expect(store.pictures.label(pets, [1, 2], cat)).toBe(0)
    expect(store.history.state(pets)).toEqual({ undo: null, redo: null })
  })

  it('takes back a move with what had fixed the split', () => {
    store.pictures.move(pets, [1, 6], 'validation')
    expect(store.splits.fixed(pets)).toBe(2)
    store.history.undo(pets)
    expect(store.splits.fixed(pets)).toBe(0)
    expect(store.pictures.items(pets, [1, 6]).map(({ split }) => split)).toEqual(['train', 'test'])
  })

  it('keeps datasets apart', () => {
    const birds = store.datasets.create('birds')
    store.pictures.label(pets, [1], dog)
    expect(store.history.undo(birds)).toBeNull()
    expect(store.history.state(pets).undo).toMatchObject({ kind: 'label' })
  })

  it('goes with its dataset', () => {
    store.pictures.label(pets, [1], dog)
    store.datasets.remove(pets)
    expect(store.history.list(pets, 0, 10)).toEqual([])
  })
})

describe('exclusion', () => {
  it('takes pictures out of counts, lists and samples, and undo brings them back', () => {
    expect(store.pictures.exclude(pets, [1, 2, 9], true)).toBe(3)
    expect(store.datasets.get(pets)).toMatchObject({ images: 7, excluded: 3, unlabelled: 1 })
    expect(counts()[0]).toEqual([3, 0])
    expect(store.pictures.ids(pets, { classId: cat })).toEqual([3, 4, 5])
    expect(store.pictures.ids(pets, { excluded: 'only' })).toEqual([1, 2, 9])
    expect(store.pictures.page(pets, { excluded: 'too', classId: cat }, 0, 1).total).toBe(5)
    expect([...store.pictures.samples(pets, 'train', [cat]).ids]).toEqual([3, 4, 5])
    expect(store.history.undo(pets)).toMatchObject({ kind: 'exclude', pictures: 3 })
    expect(store.datasets.get(pets)).toMatchObject({ images: 10, excluded: 0 })
  })

  it('can be ended for some', () => {
    store.pictures.exclude(pets, [1, 2], true)
    expect(store.pictures.exclude(pets, [2, 3], false)).toBe(1)
    expect(store.pictures.ids(pets, { excluded: 'only' })).toEqual([1])
  })
})
