import { describe, expect, it } from 'vitest'
import { temporaryStore } from '../../support/workspace.ts'
import { addPictures } from './rows.ts'

describe('datasets', () => {
  it('are created, listed, renamed and removed', async () => {
    const { datasets } = await temporaryStore()
    const cats = datasets.create('cats')
    const dogs = datasets.create('dogs')
    datasets.rename(dogs, 'hounds')
    expect(datasets.list().map(({ id, name }) => [id, name])).toEqual([
      [cats, 'cats'],
      [dogs, 'hounds'],
    ])
    expect(datasets.get(cats)).toMatchObject({ images: 0, classes: 0, unlabelled: 0, problems: 0, cover: [] })
    datasets.remove(cats)
    expect(datasets.list().map(({ name }) => name)).toEqual(['hounds'])
    expect(datasets.create('cats')).toBeGreaterThan(dogs)
  })

  it('have names of their own, whatever their case', async () => {
    const { datasets } = await temporaryStore()
    const cats = datasets.create('Cats')
    expect(datasets.getByName('cats').id).toBe(cats)
    expect(() => datasets.create('cats')).toThrow('There is a dataset named “cats” already. Choose another name.')
    const dogs = datasets.create('dogs')
    expect(() => datasets.rename(dogs, 'CATS')).toThrow('already')
  })

  it('say which there are when one is not found', async () => {
    const { datasets } = await temporaryStore()
    expect(() => datasets.get(1)).toThrow('There is no dataset 1. There are none yet.')
    datasets.create('cats')
    datasets.create('dogs')
    expect(() => datasets.getByName('birds')).toThrow('There is no dataset named “birds”. Datasets: cats, dogs.')
    for (const act of [() => datasets.remove(9), () => datasets.rename(9, 'x')]) expect(act).toThrow('no dataset 9')
  })

  it('count their pictures by class and split', async () => {
    const store = await temporaryStore()
    const pets = store.datasets.create('pets')
    const cat = store.datasets.ensureClass(pets, 'cat')
    const dog = store.datasets.ensureClass(pets, 'dog')
    expect(store.datasets.ensureClass(pets, 'cat')).toBe(cat)
    addPictures(store, pets, [
      { classId: cat, split: 'train', count: 3 },
      { classId: cat, split: 'test', count: 1 },
      { classId: dog, split: 'validation', count: 2 },
      { classId: null, split: 'train', count: 4 },
    ])
    expect(store.datasets.get(pets)).toMatchObject({
      images: 10,
      classes: 2,
      unlabelled: 4,
      cover: [1, 2, 3, 4, 6, 7, 8, 10],
    })
    expect(store.datasets.classes(pets)).toEqual([
      { id: cat, name: 'cat', colour: null, key: '1', counts: { train: 3, validation: 0, test: 1 } },
      { id: dog, name: 'dog', colour: null, key: '2', counts: { train: 0, validation: 2, test: 0 } },
    ])
  })

  it('take everything of theirs with them, and nothing of others', async () => {
    const store = await temporaryStore()
    const [pets, birds] = [store.datasets.create('pets'), store.datasets.create('birds')]
    for (const id of [pets, birds]) {
      addPictures(store, id, [{ classId: store.datasets.ensureClass(id, 'one'), split: 'train', count: 3 }])
    }
    store.datasets.remove(pets)
    expect(() => store.pictures.get(1)).toThrow('There is no picture 1')
    expect(store.datasets.classes(pets)).toEqual([])
    expect(store.datasets.get(birds)).toMatchObject({ images: 3, classes: 1 })
    expect(store.pictures.page(birds, {}, 0, 10).total).toBe(3)
  })
})
