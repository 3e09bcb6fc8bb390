/**
 * The store with as many pictures as a large dataset has; the benchmark measures more. Limits are far above what is
 * measured, and far below a wait; they are of the processor's time, as a machine may have other work.
 */
import { describe, expect, it } from 'vitest'
import { temporaryStore } from '../../support/workspace.ts'
import { addPictures } from './rows.ts'

function milliseconds(act: () => unknown): number {
  const start = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

describe('40,000 pictures', () => {
  it('are listed, counted, paged, labelled and sampled quickly', { timeout: 120_000 }, async () => {
    const store = await temporaryStore()
    const large = store.datasets.create('large')
    const classes = Array.from({ length: 100 }, (_, index) => store.datasets.ensureClass(large, `class ${index}`))
    addPictures(
      store,
      large,
      classes.flatMap((classId) => [
        { classId, split: 'train' as const, count: 360 },
        { classId, split: 'validation' as const, count: 40 },
      ]),
    )
    const thousand = Array.from({ length: 1000 }, (_, index) => 1 + index * 40)

    expect(milliseconds(() => store.datasets.list())).toBeLessThan(50)
    expect(milliseconds(() => store.datasets.classes(large))).toBeLessThan(50)
    expect(milliseconds(() => store.pictures.page(large, {}, 39_000, 500))).toBeLessThan(200)
    expect(milliseconds(() => store.pictures.page(large, { split: 'validation' }, 3_500, 500))).toBeLessThan(200)
    expect(milliseconds(() => store.pictures.page(large, { classId: classes[98]! }, 200, 200))).toBeLessThan(100)
    expect(milliseconds(() => store.pictures.label(large, thousand, classes[3]!))).toBeLessThan(500)
    expect(milliseconds(() => store.pictures.samples(large, 'train', classes))).toBeLessThan(1000)
    expect(store.pictures.page(large, { classId: classes[3]! }, 0, 1).total).toBe(1390)

    const runId = store.runs.create({
      name: 'one',
      datasetId: large,
      settings: {} as never,
      classNames: [],
      classIds: [],
    })
    const answers = Array.from({ length: 40_000 }, (_, index) => ({
      imageId: index + 1,
      classId: classes[7]!,
      probability: ((index * 7919) % 10_007) / 10_007,
    }))
    expect(milliseconds(() => store.answers.set(runId, answers, false))).toBeLessThan(2000)
    const mistakes = () => store.pictures.ids(large, { mistakesOf: runId }, { by: 'certainty', descending: true })
    expect(milliseconds(mistakes)).toBeLessThan(500)
    expect(mistakes()).toHaveLength(40_000 - 390)
    expect(milliseconds(() => store.answers.of(large, runId, thousand))).toBeLessThan(100)
  })
})
