import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { HygieneProgress } from '../../../preload/contract/index.ts'
import { temporaryApi, type TestApi } from '../../support/api.ts'
import { noise, writeFiles } from '../../support/pictures.ts'

/** Two classes of 30 pictures each; of each, the first three come twice more, compressed and once the very same. */
async function importPairs({ call, next, store }: TestApi): Promise<number> {
  const folder = join(store.workspace, 'pairs')
  for (const [place, name] of ['soft', 'hard'].entries()) {
    for (let picture = 0; picture < 30; picture++) {
      // Sixteen large squares: noise that small would be gone in a fingerprint.
      const small = await noise(4, 4, 1000 * place + picture)
        .png()
        .toBuffer()
      const png = await sharp(small).resize(64, 64, { kernel: 'nearest' }).png().toBuffer()
      await writeFiles(folder, { [`${name}/${picture}.png`]: png })
      if (picture >= 3) continue
      const jpeg = await sharp(png).jpeg({ quality: 60 }).toBuffer()
      await writeFiles(folder, { [`${name}/${picture} copy.png`]: png, [`${name}/${picture} small.jpg`]: jpeg })
    }
  }
  const checked = next('hygiene.progress', ({ phase }) => phase === 'done')
  const { datasetId } = await call('datasets.import', { name: 'pairs', sources: [{ path: folder }] })
  expect(await checked).toMatchObject({ datasetId, done: 72, total: 72 })
  return datasetId
}

describe('hygiene', () => {
  it('is looked after by itself after an import: duplicates are found and on one side, shares are exact', async () => {
    const test = await temporaryApi()
    const datasetId = await importPairs(test)
    const report = await test.call('hygiene.report', { datasetId })
    expect(report).toMatchObject({ unchecked: 0, progress: null })
    expect(report.checkedAt).toBeGreaterThan(0)
    const counts = report.findings.map(({ kind, count, groups }) => [kind, count, groups])
    expect(counts).toContainEqual(['near-duplicates', 18, 6])
    expect(counts).toContainEqual(['exact-duplicates', 12, 6])
    expect(counts.flat()).not.toContain('leaks')
    const { counts: bySplit } = await test.call('datasets.get', { datasetId })
    expect(bySplit).toEqual({ train: 58, validation: 7, test: 7 })
  })

  it('is remedied, undone, and refuses no second search', async () => {
    const test = await temporaryApi()
    const { call } = test
    const datasetId = await importPairs(test)
    expect(await call('hygiene.remedy', { datasetId, finding: 'near-duplicates', remedy: 'keep-one' })).toEqual({
      changed: 12,
    })
    expect((await call('datasets.get', { datasetId })).excluded).toBe(12)
    const [first, second] = await Promise.all([
      call('hygiene.check', { datasetId }),
      call('hygiene.check', { datasetId }),
    ])
    expect(first.findings).toEqual(second.findings)
    expect(first.findings.map(({ kind }) => kind)).not.toContain('near-duplicates')
    expect(await call('history.undo', { datasetId })).toMatchObject({
      act: { kind: 'remedy', names: ['near-duplicates', 'keep-one'], pictures: 12 },
      state: { undo: null, redo: { kind: 'remedy' } },
    })
    expect((await call('hygiene.groups', { datasetId })).total).toBe(6)
  })

  it('stops when its dataset is removed', async () => {
    const test = await temporaryApi()
    const datasetId = await importPairs(test)
    const search = test.api.call('hygiene.check', { datasetId })
    await test.call('datasets.remove', { datasetId })
    expect(await search).toMatchObject({ ok: false, code: 'cancelled' })
    expect(await test.api.call('hygiene.check', { datasetId })).toMatchObject({ ok: false, code: 'not-found' })
  })

  it('begins no further search once the program is being closed', async () => {
    const test = await temporaryApi()
    const datasetId = await importPairs(test)
    const heard: string[] = []
    const followed = test.next('hygiene.progress', ({ phase }) => phase === 'reading')
    await Promise.all([test.call('datasets.importAgain', { datasetId }), followed])
    // Its own search waits for the one of the import before.
    const again = test.next('datasets.progress', ({ phase }) => phase === 'done')
    await Promise.all([test.call('datasets.importAgain', { datasetId }), again])
    test.api.listen((event, payload) => {
      if (event === 'hygiene.progress') heard.push((payload as HygieneProgress).phase)
    })
    await test.api.close()
    await nextTurn()
    expect(heard).toEqual(['cancelled'])
    expect(await test.api.call('hygiene.check', { datasetId })).toMatchObject({ ok: false, code: 'cancelled' })
  })
})

describe('classes, splits and history', () => {
  it('are changed by calls, and tell open pages', async () => {
    const test = await temporaryApi()
    const { call, next } = test
    const datasetId = await importPairs(test)
    const [hard, soft] = (await call('datasets.get', { datasetId })).classList
    if (!hard || !soft) throw new Error('classes are missing')
    const told = next('datasets.changed', () => true)
    await call('classes.rename', { datasetId, classId: hard.id, name: 'harsh' })
    expect(await told).toEqual({ datasetId })
    await call('classes.setColour', { datasetId, classId: hard.id, colour: '#123456' })
    await call('classes.setKey', { datasetId, classId: soft.id, key: 'q' })
    await call('classes.reorder', { datasetId, classIds: [soft.id, hard.id] })
    expect((await call('datasets.get', { datasetId })).classList).toMatchObject([
      { name: 'soft', key: 'q' },
      { name: 'harsh', colour: '#123456', key: '1' },
    ])
    expect(await call('classes.merge', { datasetId, classIds: [soft.id], intoClassId: hard.id })).toEqual({
      changed: 36,
    })
    expect((await call('history.list', { datasetId })).acts.map(({ kind }) => kind)).toEqual([
      ...['mergeClasses', 'reorderClasses', 'keyClass', 'colourClass', 'renameClass'],
    ])
    await call('history.undo', { datasetId })
    const { ids } = await call('images.ids', { datasetId, filter: { classId: soft.id, split: 'train' } })
    expect(await call('splits.move', { datasetId, imageIds: ids.slice(0, 5), split: 'test' })).toEqual({ changed: 5 })
    // Seven of each go back, and one follows its duplicate that was moved.
    expect(await call('splits.draw', { datasetId, validationShare: 0, testShare: 0 })).toEqual({ changed: 15 })
    expect(await call('splits.state', { datasetId })).toMatchObject({ fixed: 5, testShare: 0, testLockedBy: null })
    expect(await call('images.exclude', { datasetId, imageIds: ids, excluded: true })).toEqual({ changed: ids.length })
  })

  it('refuse what no page would send', async () => {
    const { api } = await temporaryApi()
    const bad = [
      ['classes.setColour', { datasetId: 1, classId: 1, colour: 'red' }],
      ['classes.setKey', { datasetId: 1, classId: 1, key: 'ä' }],
      ['images.ids', { datasetId: 1, sort: { by: 'weight' } }],
      ['hygiene.remedy', { datasetId: 1, finding: 'unreadable', remedy: 'exclude' }],
    ] as const
    for (const [method, params] of bad) {
      expect(await api.call(method, params)).toMatchObject({ ok: false, code: 'invalid-input' })
    }
    for (const method of ['history.undo', 'hygiene.report', 'splits.state']) {
      expect(await api.call(method, { datasetId: 99 })).toMatchObject({ ok: false, code: 'not-found' })
    }
  })
})
