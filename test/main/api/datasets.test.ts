import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { temporaryApi, type TestApi } from '../../support/api.ts'
import { writeColours } from '../../support/colours.ts'

async function importColours({ call, next, store }: TestApi): Promise<number> {
  const folder = join(store.workspace, 'colours')
  await writeColours(folder, 4)
  const ended = next('datasets.progress', ({ phase }) => phase === 'done')
  const { datasetId } = await call('datasets.import', { name: 'colours', folder, validationShare: 0.2, testShare: 0.2 })
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

    const thumbnail = await sharp(await api.picture('thumbnail', imageIds[0]!)).metadata()
    expect(thumbnail).toMatchObject({ format: 'webp', width: 128, height: 128 })

    await call('datasets.remove', { datasetId })
    expect(await call('datasets.list', {})).toEqual([])
    expect(existsSync(join(store.workspace, 'pixels', `${datasetId}.rgb`))).toBe(false)
    await expect(api.picture('thumbnail', imageIds[0]!)).rejects.toThrow('There is no picture')
  })

  it('are not made of a folder that is not there', async () => {
    const { api, call, store } = await temporaryApi()
    const folder = join(store.workspace, 'nowhere')
    expect(await api.call('datasets.import', { name: 'x', folder })).toMatchObject({ ok: false, code: 'invalid-input' })
    expect(await call('datasets.list', {})).toEqual([])
  })

  it('keep their uploads no longer than themselves, and people’s own folders for ever', async () => {
    const test = await temporaryApi()
    const { api, call, store } = test
    const { id, path } = await api.uploads.addFolder('colours')
    await writeColours(path, 1)
    const ended = test.next('datasets.progress', ({ phase }) => phase === 'done')
    const { datasetId } = await call('datasets.import', { name: 'uploaded', folder: path })
    await ended
    const own = await importColours(test)
    await call('datasets.remove', { datasetId })
    await call('datasets.remove', { datasetId: own })
    expect(existsSync(join(store.workspace, 'uploads', 'folders', id))).toBe(false)
    expect(existsSync(join(store.workspace, 'colours', 'red'))).toBe(true)
  })

  it('cannot be cancelled when their import has ended', async () => {
    const test = await temporaryApi()
    const datasetId = await importColours(test)
    expect(await test.api.call('datasets.cancelImport', { datasetId })).toMatchObject({ ok: false, code: 'conflict' })
  })
})
