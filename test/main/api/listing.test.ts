/** The look at an import's sources, before there is a dataset: told while it goes on, and ended when that is asked for. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importListing, type ImportListing } from '../../../preload/contract/index.ts'
import { temporaryApi } from '../../support/api.ts'
import { writeColours } from '../../support/colours.ts'
import { writeLargeArchive } from '../../support/large-archive.ts'

describe('the look at a source', () => {
  it('is told with how much of an archive is behind it, and cancelled with the call', async () => {
    const { api, call, store } = await temporaryApi()
    const archive = join(store.workspace, 'many.tar.gz')
    await writeLargeArchive(archive)
    const cancelling = new AbortController()
    const heard: ImportListing[] = []
    let turns = 0
    const others = setInterval(() => turns++, 5)
    api.listen((event, payload) => {
      if (event !== 'datasets.listing') return
      heard.push(importListing.parse(payload))
      if (heard.at(-1)!.secondsLeft !== null) cancelling.abort()
    })
    const outcome = await api.call('datasets.import', { name: 'many', sources: [{ path: archive }] }, cancelling.signal)
    clearInterval(others)

    expect(outcome).toMatchObject({ ok: false, code: 'cancelled' })
    expect(heard[0]).toEqual({ name: 'many', source: archive, found: 0, share: null, secondsLeft: null })
    const { found, share, secondsLeft } = heard.at(-1)!
    expect(found).toBeGreaterThan(0)
    expect(found).toBeLessThan(60_000)
    // Each file is two blocks of 512 bytes of the archive; the gzip is read a little ahead.
    expect(share).toBeGreaterThan(found / 60_000 - 0.01)
    expect(share).toBeLessThan(found / 60_000 + 0.05)
    expect(secondsLeft).toBeGreaterThan(0)
    // Whatever else the process does had its turn.
    expect(turns).toBeGreaterThan(3)
    expect(await call('datasets.list', {})).toEqual([])
    expect(await call('datasets.imports', {})).toEqual([])
  })

  it('of a folder tells no share, and of a dataset that there is its name', async () => {
    const { api, call, next, store } = await temporaryApi()
    const folder = join(store.workspace, 'colours')
    await writeColours(folder, 1)
    const ended = () => next('datasets.progress', ({ phase }) => phase === 'done')
    const heard: ImportListing[] = []
    api.listen((event, payload) => {
      if (event === 'datasets.listing') heard.push(importListing.parse(payload))
    })
    const [{ datasetId }] = await Promise.all([
      call('datasets.import', { name: 'colours', sources: [{ path: folder }] }),
      ended(),
    ])
    await Promise.all([call('datasets.importAgain', { datasetId }), ended()])
    // Once for each import, and more often where the machine is slow.
    const begun = { name: 'colours', source: folder, found: 0, share: null, secondsLeft: null }
    expect(heard.length).toBeGreaterThanOrEqual(2)
    expect(heard[0]).toEqual(begun)
    for (const told of heard) expect({ ...told, found: 0 }).toEqual(begun)
  })

  it('does not begin where the name is taken', async () => {
    const { api, store } = await temporaryApi()
    store.datasets.create('cats')
    const heard: string[] = []
    api.listen((event) => heard.push(event))
    expect(await api.call('datasets.import', { name: 'cats', sources: [{ path: store.workspace }] })).toEqual({
      ok: false,
      code: 'conflict',
      message: 'There is a dataset named “cats” already. Choose another name.',
    })
    expect(heard).toEqual([])
  })

  it('ends with the program', async () => {
    const { api, next, store } = await temporaryApi()
    const archive = join(store.workspace, 'many.tar.gz')
    await writeLargeArchive(archive)
    const outcome = api.call('datasets.import', { name: 'many', sources: [{ path: archive }] })
    await next('datasets.listing', ({ found }) => Number(found) > 0)
    await api.close()
    expect(await outcome).toMatchObject({ ok: false, code: 'cancelled' })
  })
})
