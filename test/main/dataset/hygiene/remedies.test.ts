import { beforeEach, describe, expect, it } from 'vitest'
import { applyRemedy } from '../../../../main/dataset/hygiene/remedies.ts'
import { hygieneReport } from '../../../../main/dataset/hygiene/report.ts'
import type { Finding, PictureFinding, Remedy } from '../../../../preload/contract/index.ts'
import type { Store } from '../../../../main/store/store.ts'
import { temporaryStore } from '../../../support/workspace.ts'
import { addPictures } from '../../store/rows.ts'

let store: Store
let pets: number
let cat: number
let dog: number

/** Pictures 1–30 are cats to train on, 31–33 cats for validation, 34–35 for the test, 36–38 dogs to train on. */
beforeEach(async () => {
  store = await temporaryStore()
  pets = store.datasets.create('pets')
  cat = store.datasets.ensureClass(pets, 'cat')
  dog = store.datasets.ensureClass(pets, 'dog')
  store.datasets.ensureClass(pets, 'emu')
  addPictures(store, pets, [
    { classId: cat, split: 'train', count: 30 },
    { classId: cat, split: 'validation', count: 3 },
    { classId: cat, split: 'test', count: 2 },
    { classId: dog, split: 'train', count: 3 },
  ])
  const found = [
    [1, 1, 1],
    [2, 1, 1],
    [3, 1, null],
    [31, 1, null],
    [4, 4, null],
    [36, 4, null],
    [5, 4, null],
    [6, 6, 6],
    [34, 6, 6],
  ] as const
  store.duplicates.replace(
    pets,
    found.map(([pictureId, groupId, copyOf]) => ({ pictureId, groupId, copyOf })),
    38,
  )
})

const finding = (kind: Finding['kind']) => hygieneReport(store, pets, null).findings.find((one) => one.kind === kind)
const remedy = (of: PictureFinding, how: Remedy, imageIds?: number[], insist = false) =>
  applyRemedy(store, { datasetId: pets, finding: of, remedy: how, imageIds, insist })
const splitsOf = (...ids: number[]) => store.pictures.items(pets, ids).map(({ split }) => split)

describe('the report', () => {
  it('counts what was found', () => {
    expect(hygieneReport(store, pets, null)).toMatchObject({
      findings: [
        { kind: 'exact-duplicates', count: 4, groups: 2, remedies: ['keep-one', 'exclude'] },
        { kind: 'near-duplicates', count: 7, groups: 2 },
        { kind: 'two-labels', count: 3, groups: 1, remedies: ['one-label', 'exclude'] },
        { kind: 'leaks', count: 6, groups: 2, remedies: ['one-split', 'keep-one', 'exclude'] },
        { kind: 'converted', count: 1, conversions: [{ name: 'CMYK to sRGB', count: 1 }] },
        { kind: 'small', count: 38 },
        {
          kind: 'few-pictures',
          count: 2,
          classes: [
            { name: 'emu', images: 0 },
            { name: 'dog', images: 3 },
          ],
        },
        { kind: 'imbalance', count: 1, classes: [{ name: 'dog' }, { name: 'cat', images: 35 }] },
      ],
      unchecked: 0,
      thresholds: { nearBits: 10, smallPixels: 32, fewPictures: 20, imbalance: 10 },
    })
  })

  it('lists files that are no pictures by kind', () => {
    const sourceId = store.sources.add(pets, { kind: 'folder', path: '/x', folder: '/x', split: null, options: {} })
    store.pictures.add(
      pets,
      [],
      [
        { sourceId, path: 'a.jpg', reason: 'truncated JPEG' },
        { sourceId, path: 'b.psd', reason: 'Photoshop', kind: 'unsupported' },
      ],
    )
    expect([finding('unreadable')?.count, finding('unsupported')?.count, finding('left-out')]).toEqual([
      1,
      1,
      undefined,
    ])
    expect(store.pictures.problems(pets, 0, 10, 'unsupported').items).toMatchObject([{ path: '/x/b.psd' }])
  })

  it('finds the groups, the largest first, and their pictures by filter', () => {
    expect(store.duplicates.groups(pets, 'near-duplicates', 0, 10)).toEqual({
      total: 2,
      groups: [
        { groupId: 1, imageIds: [1, 2, 3, 31] },
        { groupId: 4, imageIds: [4, 5, 36] },
      ],
    })
    expect(store.duplicates.groups(pets, 'exact-duplicates', 1, 10).groups).toEqual([{ groupId: 6, imageIds: [6, 34] }])
    expect(store.pictures.ids(pets, { finding: 'leaks' })).toEqual([1, 2, 3, 6, 31, 34])
    expect(store.pictures.ids(pets, { finding: 'two-labels' })).toEqual([4, 5, 36])
    expect(store.pictures.ids(pets, { finding: 'exact-duplicates' })).toEqual([1, 2, 6, 34])
    expect(store.pictures.ids(pets, { groupId: 4 })).toEqual([4, 5, 36])
    expect(store.pictures.items(pets, [36, 7]).map(({ groupId }) => groupId)).toEqual([4, null])
  })

  it('tells between which splits duplicates leak', () => {
    expect(store.duplicates.leaks(pets)).toEqual({
      groups: 2,
      pictures: 6,
      between: [
        { splits: ['train', 'validation'], groups: 1 },
        { splits: ['train', 'test'], groups: 1 },
      ],
    })
  })
})

describe('remedies', () => {
  it('keep one of each group, the best protected, and can be undone', () => {
    expect(remedy('near-duplicates', 'keep-one')).toBe(5)
    expect(store.pictures.ids(pets, { excluded: 'only' })).toEqual([1, 2, 3, 5, 36])
    expect(finding('near-duplicates')).toBeUndefined()
    expect(finding('leaks')).toMatchObject({ count: 2, groups: 1 })
    expect(store.history.undo(pets)).toMatchObject({
      kind: 'remedy',
      names: ['near-duplicates', 'keep-one'],
      pictures: 5,
    })
    expect(finding('near-duplicates')).toMatchObject({ count: 7 })
  })

  it('put each group into one split for good', () => {
    expect(remedy('leaks', 'one-split')).toBe(4)
    expect(splitsOf(1, 2, 3, 31, 6, 34)).toEqual([
      ...['validation', 'validation', 'validation', 'validation'],
      ...['test', 'test'],
    ])
    expect(store.splits.fixed(pets)).toBe(4)
    expect(finding('leaks')).toBeUndefined()
  })

  it('give each group the most frequent label', () => {
    expect(remedy('two-labels', 'one-label')).toBe(1)
    expect(store.pictures.items(pets, [36])[0]!.classId).toBe(cat)
    store.history.undo(pets)
    expect(store.pictures.items(pets, [36])[0]!.classId).toBe(dog)
  })

  it('act on the groups of the pictures given only', () => {
    expect(remedy('near-duplicates', 'keep-one', [36])).toBe(2)
    expect(store.pictures.ids(pets, { excluded: 'only' })).toEqual([5, 36])
  })

  it('exclude whatever was found', () => {
    expect(remedy('converted', 'exclude')).toBe(1)
    expect(remedy('two-labels', 'exclude', [5])).toBe(1)
    expect(store.pictures.ids(pets, { excluded: 'only' })).toEqual([1, 5])
    expect(() => remedy('small', 'keep-one')).toThrow('“small” is not about duplicates')
  })

  it('leave test pictures alone once a run was measured on them', () => {
    const runId = store.runs.create({
      name: 'first',
      datasetId: pets,
      settings: {} as never,
      classNames: ['cat', 'dog'],
      classIds: [cat, dog],
    })
    const measured = { loss: 1, top1Error: 0.5, top5Error: 0.1, images: 2, seconds: 1 }
    store.runs.addEvaluation({ runId, split: 'test', crops: 1, ...measured })
    expect(() => remedy('leaks', 'one-split')).toThrow(
      'The test pictures are locked, because “first” was measured on them',
    )
    expect(remedy('leaks', 'one-split', [1])).toBe(3)
    expect(remedy('leaks', 'one-split', undefined, true)).toBe(1)
    expect(() => remedy('exact-duplicates', 'exclude', [34])).toThrow('The test pictures are locked')
  })
})
