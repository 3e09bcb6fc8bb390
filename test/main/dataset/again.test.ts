import { appendFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { relocateSource } from '../../../main/dataset/relocate.ts'
import { pixelBytes, pixelFile, PixelReader } from '../../../main/image/pixels.ts'
import { preprocess } from '../../../main/image/preprocess.ts'
import { lockImport } from '../../../main/store/lock.ts'
import type { Store } from '../../../main/store/store.ts'
import { importAll, importMore, importOnceMore, pictures, problems } from '../../support/imports.ts'
import { noise, writeClasses, writeFiles } from '../../support/pictures.ts'
import { temporaryFolder, temporaryStore } from '../../support/workspace.ts'

let store: Store
let folder: string

beforeEach(async () => {
  store = await temporaryStore()
  folder = await temporaryFolder()
  await writeClasses(folder, ['cat', 'dog'], 3)
})

const jpeg = (seed: number) => noise(20, 20, seed).jpeg().toBuffer()

describe('importing again', () => {
  it('takes what is new and changed, marks what is gone, and leaves labels alone', async () => {
    const { datasetId } = await importAll(store, [{ path: folder }])
    const [first] = store.pictures.page(datasetId, {}, 0, 1).items
    const dog = store.datasets.classes(datasetId).find(({ name }) => name === 'dog')!.id
    store.pictures.label(datasetId, [first!.id], dog)
    await writeFile(join(folder, 'cat', '0.jpg'), await jpeg(500))
    await writeFile(join(folder, 'cat', '3.jpg'), await jpeg(501))
    await writeFile(join(folder, 'dog', 'broken.jpg'), 'text')
    await rm(join(folder, 'dog', '2.jpg'))
    await utimes(join(folder, 'cat', '1.jpg'), 1, 1)

    expect(await importOnceMore(store, datasetId)).toMatchObject({
      phase: 'done',
      added: 1,
      changed: 1,
      unchanged: 4 - 0,
      problems: 1,
      gone: 1,
    })
    expect(pictures(store, datasetId).map(([path, label]) => [path, label])).toEqual([
      ['cat/0.jpg', 'dog'],
      ['cat/1.jpg', 'cat'],
      ['cat/2.jpg', 'cat'],
      ['dog/0.jpg', 'dog'],
      ['dog/1.jpg', 'dog'],
      ['dog/2.jpg', 'dog'],
      ['cat/3.jpg', 'cat'],
    ])
    const record = new Uint8Array(pixelBytes)
    const reader = new PixelReader(pixelFile(store.workspace, datasetId))
    reader.read(store.pictures.get(first!.id).pixelIndex, record)
    reader.close()
    expect(Buffer.compare(record, (await preprocess(await jpeg(500))).pixels)).toBe(0)
    expect(store.sources.list(datasetId)).toMatchObject([{ gone: 1 }])

    await rm(join(folder, 'dog', 'broken.jpg'))
    await writeFile(join(folder, 'dog', '2.jpg'), await jpeg(502))
    expect(await importOnceMore(store, datasetId)).toMatchObject({ added: 0, changed: 1, unchanged: 6, gone: 0 })
    expect(problems(store, datasetId, folder)).toEqual([])
    expect(store.sources.list(datasetId)).toMatchObject([{ gone: 0 }])
  })

  it('does not read a file that is as it was', async () => {
    const { datasetId } = await importAll(store, [{ path: folder }])
    expect(await importOnceMore(store, datasetId)).toMatchObject({ unchanged: 6, added: 0, changed: 0 })
    await appendFile(join(folder, 'cat', '0.jpg'), 'x')
    expect(await importOnceMore(store, datasetId)).toMatchObject({ unchanged: 5, changed: 1 })
  })

  it('makes the pixels anew where their file is lost', async () => {
    const { datasetId } = await importAll(store, [{ path: folder }])
    await rm(pixelFile(store.workspace, datasetId))
    expect(await importOnceMore(store, datasetId)).toMatchObject({ changed: 6, added: 0, unchanged: 0 })
    const record = new Uint8Array(pixelBytes)
    const reader = new PixelReader(pixelFile(store.workspace, datasetId))
    const { file, pixelIndex } = store.pictures.get(1)
    reader.read(pixelIndex, record)
    reader.close()
    expect(Buffer.compare(record, (await preprocess(file)).pixels)).toBe(0)
    expect(await importOnceMore(store, datasetId)).toMatchObject({ unchanged: 6 })
  })

  it('is refused while an import goes on, as is removing', async () => {
    const { datasetId } = await importAll(store, [{ path: folder }])
    const release = lockImport(store.workspace, datasetId)
    await expect(importOnceMore(store, datasetId)).rejects.toThrow('is being imported')
    release()
    expect(await importOnceMore(store, datasetId)).toMatchObject({ phase: 'done' })
  })

  it('says where a source is not there any more, and follows it to where it was moved', async () => {
    const { datasetId } = await importAll(store, [{ path: folder }])
    const [source] = store.sources.list(datasetId)
    const moved = `${folder} moved`
    await rename(folder, moved)
    try {
      await expect(importOnceMore(store, datasetId)).rejects.toThrow(`${folder} does not exist`)
      const empty = await temporaryFolder()
      await expect(relocateSource(store, datasetId, source!.id, empty)).rejects.toThrow('has none of the pictures')
      await writeFiles(empty, { 'list.csv': 'path\ncat/0.jpg\n' })
      await expect(relocateSource(store, datasetId, source!.id, join(empty, 'list.csv'))).rejects.toThrow(
        'is no folder',
      )
      await expect(relocateSource(store, datasetId, 99, moved)).rejects.toThrow('There is no source 99')
      await relocateSource(store, datasetId, source!.id, moved)
      expect(await importOnceMore(store, datasetId)).toMatchObject({ unchanged: 6, gone: 0, added: 0 })
      expect(store.pictures.get(1).file).toBe(join(moved, 'cat', '0.jpg'))
    } finally {
      await rename(moved, folder)
    }
  })
})

describe('importing into a dataset', () => {
  it('adds folders and pictures beside those that there are', async () => {
    const { datasetId } = await importAll(store, [{ path: folder }])
    const other = await temporaryFolder()
    await writeFiles(other, {
      'cat/4.jpg': await jpeg(600),
      'owl/1.jpg': await jpeg(601),
      'loose one.png': await noise(9, 9, 602).png().toBuffer(),
      'loose two.png': await noise(9, 9, 603).png().toBuffer(),
    })
    const loose = ['loose one.png', 'loose two.png'].map((name) => ({ path: join(other, name) }))
    expect(await importMore(store, datasetId, loose)).toMatchObject({ added: 2 })
    await rm(join(other, 'loose one.png'))
    await rm(join(other, 'loose two.png'))
    expect(await importMore(store, datasetId, [{ path: other }])).toMatchObject({ added: 2 })
    expect(
      pictures(store, datasetId)
        .slice(6)
        .map(([path, label]) => [path, label]),
    ).toEqual([
      ['loose one.png', null],
      ['loose two.png', null],
      ['cat/4.jpg', 'cat'],
      ['owl/1.jpg', 'owl'],
    ])
    expect(store.sources.list(datasetId).map(({ kind }) => kind)).toEqual(['folder', 'pictures', 'folder'])
    await expect(importMore(store, datasetId, [{ path: folder }])).rejects.toThrow('is in this dataset already')
  })
})
