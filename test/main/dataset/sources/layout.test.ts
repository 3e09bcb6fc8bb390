import { describe, expect, it } from 'vitest'
import type { ClassLevel } from '../../../../preload/contract/index.ts'
import { layoutOf, type Place, type Texts } from '../../../../main/dataset/sources/layout.ts'
import type { FoundPicture, Look } from '../../../../main/dataset/sources/source.ts'
import { TreeBuilder } from '../../../../main/dataset/sources/tree.ts'

const pictureAt = (path: string): FoundPicture => ({ path, location: { kind: 'file', path, within: '/' } })

function layoutOfPaths(paths: readonly string[], level: ClassLevel = 'auto', texts: Texts = {}) {
  const builder = new TreeBuilder()
  for (const path of paths) builder.add(path)
  const look: Look = { tree: builder.tree, labels: new Set(), splits: new Set(), entries: 0, pictures: 0 }
  const layout = layoutOf(look, level, texts)
  const places = paths.map((path): [string, Place] => [path, layout.placeOf(pictureAt(path))])
  return { classes: layout.classes, splits: [...layout.splits], places: Object.fromEntries(places) }
}

const label = (name: string | null, split: string | null = null) => ({ label: name, split })
const stray = { reason: 'left out: it lies in no class folder' }

describe('a layout', () => {
  it('takes the folders at the top as classes', () => {
    expect(layoutOfPaths(['cat/1.jpg', 'cat/deep/2.jpg', 'dog/1.jpg', 'stray.jpg'])).toEqual({
      classes: ['cat', 'dog'],
      splits: [],
      places: {
        'cat/1.jpg': label('cat'),
        'cat/deep/2.jpg': label('cat'),
        'dog/1.jpg': label('dog'),
        'stray.jpg': stray,
      },
    })
  })

  it('takes a flat folder as unlabelled', () => {
    expect(layoutOfPaths(['1.jpg', '2.jpg'])).toEqual({
      classes: [],
      splits: [],
      places: { '1.jpg': label(null), '2.jpg': label(null) },
    })
  })

  it('looks below a folder that is alone at the top', () => {
    const { classes, places } = layoutOfPaths(['pets/cat/1.jpg', 'pets/dog/1.jpg'])
    expect(classes).toEqual(['cat', 'dog'])
    expect(places['pets/dog/1.jpg']).toEqual(label('dog'))
  })

  it('takes a folder that is alone and has pictures as a class', () => {
    expect(layoutOfPaths(['cat/1.jpg', 'cat/2.jpg']).classes).toEqual(['cat'])
  })

  it.each([[['train', 'val', 'test']], [['training', 'validation', 'testing']], [['Train', 'VALID', 'Test']]])(
    'takes folders named %j as splits',
    ([train, validation, test]) => {
      const paths = [`data/${train}/cat/1.jpg`, `data/${validation}/cat/2.jpg`, `data/${test}/dog/3.jpg`]
      const { classes, splits, places } = layoutOfPaths(paths)
      expect(classes).toEqual(['cat', 'dog'])
      expect(splits.toSorted()).toEqual(['test', 'train', 'validation'])
      expect(Object.values(places)).toEqual([label('cat', 'train'), label('cat', 'validation'), label('dog', 'test')])
    },
  )

  it('takes a lone folder of a split with classes in it', () => {
    expect(layoutOfPaths(['train/cat/1.jpg', 'train/dog/2.jpg'])).toMatchObject({
      classes: ['cat', 'dog'],
      splits: ['train'],
    })
  })

  it('takes the pictures of a flat split as unlabelled', () => {
    const { places } = layoutOfPaths(['train/cat/1.jpg', 'train/dog/2.jpg', 'test/3.jpg', 'train/stray.jpg'])
    expect(places['test/3.jpg']).toEqual(label(null, 'test'))
    expect(places['train/stray.jpg']).toEqual(stray)
  })

  it('takes the class from the level that a person chose', () => {
    const paths = ['2024/cat/a.jpg', '2025/dog/b/c.jpg', '2025/d.jpg']
    expect(Object.values(layoutOfPaths(paths, 2).places)).toEqual([label('cat'), label('dog'), stray])
    expect(Object.values(layoutOfPaths(paths, 'parent').places)).toEqual([label('cat'), label('b'), label('2025')])
    expect(Object.values(layoutOfPaths(paths, 'none').places)).toEqual([label(null), label(null), label(null)])
    expect(layoutOfPaths(paths, 2).classes).toEqual(['cat', 'dog'])
  })

  it('keeps splits beside the chosen level, unless that is theirs', () => {
    const paths = ['train/a/cat/1.jpg', 'test/a/dog/2.jpg']
    expect(Object.values(layoutOfPaths(paths, 3).places)).toEqual([label('cat', 'train'), label('dog', 'test')])
    expect(Object.values(layoutOfPaths(paths, 1).places)).toEqual([label('train'), label('test')])
  })

  it('composes the letters of names', () => {
    expect(layoutOfPaths(['cafe\u0301/a.jpg', 'tea/b.jpg']).classes[0]).toBe('caf\u00e9')
  })

  it('names synsets by their words, and the pictures of val by the ground truth', () => {
    const synsets = new Map([
      ['n01', 'tench, Tinca tinca'],
      ['n02', 'goldfish'],
    ])
    const truth = (name: string) => (name === 'v_2.JPEG' ? 'n01' : undefined)
    const paths = ['train/n01/n01_7.JPEG', 'train/n02/n02_9.JPEG', 'val/v_2.JPEG', 'val/v_3.JPEG']
    const { classes, places } = layoutOfPaths(paths, 'auto', { synsets, truth })
    expect(classes).toEqual(['goldfish', 'tench, Tinca tinca'])
    expect(Object.values(places)).toEqual([
      label('tench, Tinca tinca', 'train'),
      label('goldfish', 'train'),
      label('tench, Tinca tinca', 'validation'),
      { reason: 'left out: the ground truth does not name it' },
    ])
  })

  it('refuses more folders than there can be classes', () => {
    const builder = new TreeBuilder()
    expect(() => {
      for (let folder = 0; folder <= 100_000; folder++) builder.add(`${folder}/1.jpg`)
    }).toThrow('more than 100000 folders')
  })
})
