/** The store with as many pictures as a large dataset has. Limits are far above what is measured, and far below a wait. */
import { describe, expect, it } from 'vitest'
import { temporaryStore } from '../../support/workspace.ts'
import { addPictures } from './rows.ts'

function milliseconds(act: () => unknown): number {
  const start = performance.now()
  act()
  return performance.now() - start
}

describe('100,000 pictures', () => {
  it('are listed, counted, paged, labelled and sampled quickly', { timeout: 60_000 }, async () => {
    const store = await temporaryStore()
    const large = store.datasets.create('large')
    const classes = Array.from({ length: 100 }, (_, index) => store.datasets.ensureClass(large, `class ${index}`))
    addPictures(
      store,
      large,
      classes.flatMap((classId) => [
        { classId, split: 'train' as const, count: 900 },
        { classId, split: 'validation' as const, count: 100 },
      ]),
    )
    const thousand = Array.from({ length: 1000 }, (_, index) => 1 + index * 100)

    expect(milliseconds(() => store.datasets.list())).toBeLessThan(50)
    expect(milliseconds(() => store.datasets.classes(large))).toBeLessThan(50)
    expect(milliseconds(() => store.pictures.page(large, {}, 99_000, 500))).toBeLessThan(200)
    expect(milliseconds(() => store.pictures.page(large, { split: 'validation' }, 9_000, 500))).toBeLessThan(200)
    expect(milliseconds(() => store.pictures.page(large, { classId: classes[98]! }, 400, 500))).toBeLessThan(100)
    expect(milliseconds(() => store.pictures.label(large, thousand, classes[3]!))).toBeLessThan(500)
    expect(milliseconds(() => store.pictures.samples(large, 'train', classes))).toBeLessThan(1000)
    expect(store.pictures.page(large, { classId: classes[3]! }, 0, 1).total).toBe(1990)
  })
})
