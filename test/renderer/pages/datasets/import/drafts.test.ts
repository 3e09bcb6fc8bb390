import { describe, expect, it } from 'vitest'
import { draftsOf, isFilled, newDraft, toSources } from '../../../../../renderer/pages/datasets/import/drafts.ts'

describe('a source as it is filled in', () => {
  it('says nothing of what was left open', () => {
    expect(toSources(newDraft('/data/birds'))).toEqual([{ path: '/data/birds', classLevel: 'auto' }])
    expect([isFilled(newDraft('/data/birds')), isFilled(newDraft())]).toEqual([true, false])
  })

  it('says what was chosen', () => {
    const draft = { ...newDraft('/val'), split: 'test' as const, groundTruth: '/gt.txt', classNames: '/words.txt' }
    const lists = { groundTruth: '/gt.txt', classNames: '/words.txt' }
    expect(toSources({ ...draft, classLevel: 2, pictureFolder: '/elsewhere' })).toEqual([
      { path: '/val', classLevel: 2, split: 'test', ...lists },
    ])
  })

  it('leaves to a manifest what the manifest says itself', () => {
    for (const path of ['/labels.csv', '/labels.tsv', '/labels.ndjson']) {
      const draft = { ...newDraft(path), classLevel: 'none' as const, pictureFolder: '/pictures' }
      expect(toSources({ ...draft, groundTruth: '/gt.txt' })).toEqual([{ path, pictureFolder: '/pictures' }])
    }
  })

  it('gathers single pictures into one', () => {
    const [archive, pictures, ...others] = draftsOf(['/a.jpg', '/b.zip', '/c.PNG'])
    expect(others).toEqual([])
    expect(toSources(archive!)).toEqual([{ path: '/b.zip', classLevel: 'auto' }])
    expect(toSources({ ...pictures!, split: 'train' })).toEqual([
      { path: '/a.jpg', split: 'train' },
      { path: '/c.PNG', split: 'train' },
    ])
  })
})
