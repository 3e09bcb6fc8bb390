import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { temporaryApi, type TestApi } from '../../support/api.ts'
import { writeColours } from '../../support/colours.ts'

async function importColours({ call, next, store }: TestApi): Promise<number> {
  const folder = join(store.workspace, 'colours')
  await writeColours(folder, 4)
  const ended = next('datasets.progress', ({ phase }) => phase === 'done')
  const { datasetId } = await call('datasets.import', {
    name: 'colours',
    sources: [{ path: folder }],
    validationShare: 0.2,
    testShare: 0.2,
  })
  expect(await ended).toMatchObject({ datasetId, done: 24, total: 24, problems: 0 })
  return datasetId
}

describe('datasets', () => {
  it('are imported, looked at, relabelled and removed', async () => {
    const test = await temporaryApi()
    const { api, call, store } = test
    const datasetId = await importColours(test)

    const dataset = await call('datasets.get', { datasetId })
    expect(dataset.classList.map(({ name }) => name)).toEqual(['blue', 'green', 'purple', 'red', 'white', 'yellow'])
    expect(dataset.counts.train + dataset.counts.validation + dataset.counts.test).toBe(24)
    expect(await call('datasets.imports', {})).toEqual([])

    const [blue, green] = dataset.classList
    const page = await call('images.page', { datasetId, filter: { classId: blue!.id } })
    expect(page.total).toBe(4)
    const imageIds = page.items.slice(0, 3).map(({ id }) => id)
    expect(await call('images.label', { datasetId, imageIds, classId: green!.id })).toEqual({ changed: 3 })
    expect((await call('images.page', { datasetId, filter: { classId: green!.id } })).total).toBe(7)

    const thumbnail = await sharp((await api.picture('thumbnail', imageIds[0]!)).bytes).metadata()
    expect(thumbnail).toMatchObject({ format: 'jpeg', width: 128, height: 128 })

    await call('datasets.remove', { datasetId })
    expect(await call('datasets.list', {})).toEqual([])
    expect(existsSync(join(store.workspace, 'pixels', `${datasetId}.rgb`))).toBe(false)
    await expect(api.picture('thumbnail', imageIds[0]!)).rejects.toThrow('There is no picture')
  })

  it('are not made of a folder that is not there', async () => {
    const { api, call, store } = await temporaryApi()
    const folder = join(store.workspace, 'nowhere')
    expect(await api.call('datasets.import', { name: 'x', sources: [{ path: folder }] })).toMatchObject({
      ok: false,
      code: 'invalid-input',
    })
    expect(await call('datasets.list', {})).toEqual([])
  })

  it('keep their uploads no longer than themselves, and people’s own folders for ever', async () => {
    const test = await temporaryApi()
    const { api, call, store } = test
    const { id, path } = await api.uploads.addFolder('colours')
    await writeColours(path, 1)
    const ended = test.next('datasets.progress', ({ phase }) => phase === 'done')
    const { datasetId } = await call('datasets.import', { name: 'uploaded', sources: [{ path }] })
    await ended
    const own = await importColours(test)
    await call('datasets.remove', { datasetId })
    await call('datasets.remove', { datasetId: own })
    expect(existsSync(join(store.workspace, 'uploads', 'folders', id))).toBe(false)
    expect(existsSync(join(store.workspace, 'colours', 'red'))).toBe(true)
  })

  it('are imported again, added to, found where they moved, and exported', async () => {
    const test = await temporaryApi()
    const { api, call, next, store } = test
    const datasetId = await importColours(test)
    const folder = join(store.workspace, 'colours')
    const more = join(store.workspace, 'more')
    await writeColours(more, 1)
    const ended = () => next('datasets.progress', ({ phase }) => phase === 'done')

    const [, added] = await Promise.all([
      call('datasets.importInto', { datasetId, sources: [{ path: more }] }),
      ended(),
    ])
    expect(added).toMatchObject({ added: 6 })
    const { sources } = await call('datasets.get', { datasetId })
    expect(sources).toMatchObject([
      { kind: 'folder', path: folder, split: null, gone: 0 },
      { kind: 'folder', path: more, split: null, gone: 0 },
    ])
    expect(sources.every(({ importedAt }) => importedAt !== null)).toBe(true)

    await rename(more, `${more} moved`)
    expect(await api.call('datasets.importAgain', { datasetId })).toMatchObject({ ok: false, code: 'invalid-input' })
    await call('datasets.relocate', { datasetId, sourceId: sources[1]!.id, path: `${more} moved` })
    const [, again] = await Promise.all([call('datasets.importAgain', { datasetId }), ended()])
    expect(again).toMatchObject({ unchanged: 30, added: 0, gone: 0 })

    const out = join(store.workspace, 'out')
    const written = next('exports.progress', ({ phase }) => phase === 'done')
    await call('exports.start', { datasetId, format: 'folders', folder: out })
    expect(await written).toMatchObject({ done: 30, total: 30, leftOut: 0 })
    expect(existsSync(join(out, 'train'))).toBe(true)
    expect(await call('exports.list', {})).toEqual([])
    expect(await api.call('exports.cancel', { datasetId })).toMatchObject({ ok: false, code: 'conflict' })
  })

  it('cannot be removed or imported again while they are imported', async () => {
    const { api, call, next, store } = await temporaryApi()
    const folder = join(store.workspace, 'colours')
    await writeColours(folder, 40)
    const cancelled = next('datasets.progress', ({ phase }) => phase === 'cancelled')
    const { datasetId } = await call('datasets.import', { name: 'colours', sources: [{ path: folder }] })
    for (const method of ['datasets.remove', 'datasets.importAgain']) {
      expect(await api.call(method, { datasetId }), method).toMatchObject({ ok: false, code: 'conflict' })
    }
    expect(await call('datasets.imports', {})).toMatchObject([{ datasetId }])
    await call('datasets.cancelImport', { datasetId })
    await cancelled
    expect(await call('datasets.get', { datasetId })).toMatchObject({ unfinished: true })
    await call('datasets.remove', { datasetId })
  })

  it('cannot be cancelled when their import has ended', async () => {
    const test = await temporaryApi()
    const datasetId = await importColours(test)
    expect(await test.api.call('datasets.cancelImport', { datasetId })).toMatchObject({ ok: false, code: 'conflict' })
  })
})
