import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../main/store/store.ts'
import { petStore } from './rows.ts'

let store: Store
let pets: number
let cat: number
let dog: number
let owl: number

beforeEach(async () => {
  ;({ store, pets, cat, dog, owl } = await petStore([
    ['cat', 'train', 3],
    ['dog', 'train', 2],
    ['owl', 'test', 1],
  ]))
})

const names = () => store.datasets.classes(pets).map(({ name }) => name)
const keys = () => store.datasets.classes(pets).map(({ key }) => key)
const labels = () => store.pictures.items(pets, [1, 2, 3, 4, 5, 6]).map(({ classId }) => classId)

describe('classes', () => {
  it('are created behind the others, once, and undone', () => {
    const id = store.classes.create(pets, 'emu')
    expect(store.classes.create(pets, 'emu')).toBe(id)
    expect(names()).toEqual(['cat', 'dog', 'owl', 'emu'])
    expect(store.history.undo(pets)).toMatchObject({ kind: 'createClass', names: ['emu'], pictures: 0 })
    expect(names()).toEqual(['cat', 'dog', 'owl'])
    store.history.redo(pets)
    expect(store.datasets.classes(pets).at(-1)).toMatchObject({ id, name: 'emu', key: '4' })
  })

  it('get keys by themselves: digits, then letters that are no commands, then none', () => {
    for (let place = 4; place <= 40; place++) store.datasets.ensureClass(pets, `class ${place}`)
    expect(keys().slice(0, 34).join('')).toBe('1234567890abcdefghijklmnopqrtvwyz')
    expect(keys().slice(33)).toEqual(Array.from({ length: 7 }, () => null))
  })

  it('are renamed, and only to names that are free', () => {
    store.classes.rename(pets, cat, 'kitten')
    expect(names()).toEqual(['kitten', 'dog', 'owl'])
    expect(() => store.classes.rename(pets, cat, 'dog')).toThrow('There is a class named “dog” already.')
    expect(store.history.undo(pets)).toMatchObject({ kind: 'renameClass', names: ['cat', 'kitten'] })
    expect(names()).toEqual(['cat', 'dog', 'owl'])
    expect(store.history.undo(pets)).toBeNull()
  })

  it('take keys from one another, and give them back', () => {
    store.classes.setKey(pets, owl, '1')
    expect(keys()).toEqual([null, '2', '1'])
    store.classes.setKey(pets, dog, null)
    expect(keys()).toEqual([null, null, '1'])
    store.history.undo(pets)
    store.history.undo(pets)
    expect(keys()).toEqual(['1', '2', '3'])
  })

  it('have colours', () => {
    store.classes.setColour(pets, dog, '#ff8800')
    expect(store.datasets.classes(pets)[1]).toMatchObject({ name: 'dog', colour: '#ff8800' })
    store.classes.setColour(pets, dog, '#ff8800')
    store.history.undo(pets)
    expect(store.datasets.classes(pets)[1]!.colour).toBeNull()
  })

  it('are put in order; later ones still follow', () => {
    store.classes.reorder(pets, [owl, cat, dog])
    store.datasets.ensureClass(pets, 'emu')
    expect(names()).toEqual(['owl', 'cat', 'dog', 'emu'])
    expect(store.pictures.ids(pets, {}, { by: 'class', descending: false })).toEqual([6, 1, 2, 3, 4, 5])
    store.history.undo(pets)
    expect(names()).toEqual(['cat', 'dog', 'owl', 'emu'])
    expect(() => store.classes.reorder(pets, [owl, cat])).toThrow('The classes have changed meanwhile')
    expect(() => store.classes.reorder(pets, [owl, cat, cat, dog])).toThrow('The classes have changed meanwhile')
  })

  it('are merged, and parted again by undo', () => {
    const before = labels()
    store.pictures.exclude(pets, [1], true)
    expect(store.classes.merge(pets, [dog, owl, cat], cat)).toBe(3)
    expect(names()).toEqual(['cat'])
    expect(labels()).toEqual([cat, cat, cat, cat, cat, cat])
    expect(store.history.undo(pets)).toMatchObject({ kind: 'mergeClasses', names: ['cat', 'dog', 'owl'], pictures: 3 })
    expect(names()).toEqual(['cat', 'dog', 'owl'])
    expect(keys()).toEqual(['1', '2', '3'])
    expect(labels()).toEqual(before)
  })

  it.each([
    ['unlabel' as const, null, 0],
    ['exclude' as const, null, 3],
  ])('are removed: their pictures %s', (heirs, label, excluded) => {
    expect(store.classes.remove(pets, cat, heirs)).toBe(3)
    expect(names()).toEqual(['dog', 'owl'])
    expect(labels().slice(0, 3)).toEqual([label, label, label])
    expect(store.datasets.get(pets).excluded).toBe(excluded)
    store.history.undo(pets)
    expect(labels().slice(0, 3)).toEqual([cat, cat, cat])
    expect(store.datasets.get(pets)).toMatchObject({ excluded: 0, unlabelled: 0 })
    expect(names()).toEqual(['cat', 'dog', 'owl'])
  })

  it('are removed with their pictures given to another', () => {
    expect(store.classes.remove(pets, cat, { classId: dog })).toBe(3)
    expect(store.datasets.classes(pets).map(({ counts }) => counts.train)).toEqual([5, 0])
    expect(() => store.classes.remove(pets, dog, { classId: dog })).toThrow('Choose another class')
    expect(() => store.classes.remove(pets, dog, { classId: 99 })).toThrow('not (any more) one of this dataset')
  })

  it('come back with a number where their name was taken meanwhile', () => {
    store.classes.remove(pets, cat, 'unlabel')
    store.datasets.ensureClass(pets, 'cat')
    store.history.undo(pets)
    expect(names()).toEqual(['cat (2)', 'dog', 'owl', 'cat'])
    expect(labels().slice(0, 3)).toEqual([cat, cat, cat])
    store.history.redo(pets)
    expect(names()).toEqual(['dog', 'owl', 'cat'])
  })

  it('are those of their dataset only', () => {
    const birds = store.datasets.create('birds')
    expect(() => store.classes.rename(birds, cat, 'x')).toThrow('not (any more) one of this dataset')
    expect(() => store.classes.merge(birds, [cat], dog)).toThrow('not (any more) one of this dataset')
  })
})
