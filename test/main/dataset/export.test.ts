import { execFileSync } from 'node:child_process'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ExportFormat, ExportProgress } from '../../../preload/contract/index.ts'
import { exportDataset } from '../../../main/dataset/export/export.ts'
import { safeName } from '../../../main/dataset/export/folders.ts'
import { sha256 } from '../../../main/image/source.ts'
import type { Store } from '../../../main/store/store.ts'
import { tarOf } from '../../support/archives.ts'
import { importAll, pictures } from '../../support/imports.ts'
import { noise, writeFiles } from '../../support/pictures.ts'
import { temporaryFolder, temporaryStore } from '../../support/workspace.ts'

let store: Store
let folder: string
let out: string
let datasetId: number

const paths = [
  'train/cat/1.jpg',
  'train/cat/more/1.jpg',
  'train/a “dog”, \u{1f415}/2.JPEG',
  'val/cat/3.jpg',
  'test/a “dog”, \u{1f415}/4.jpg',
]

async function exportAs(
  format: ExportFormat,
  { copyPictures = false, id = datasetId, signal = new AbortController().signal } = {},
) {
  const heard: ExportProgress[] = []
  const options = { signal, onProgress: (progress: ExportProgress) => heard.push(progress) }
  const { ended } = await exportDataset(store, { datasetId: id, format, folder: out, copyPictures }, options)
  return { end: await ended, heard }
}

const contentsOf = async (place: string, names: readonly string[]) =>
  Promise.all(names.map(async (name) => sha256(await readFile(join(place, name))).toString('hex')))

describe('an export', () => {
  beforeEach(async () => {
    store = await temporaryStore()
    folder = await temporaryFolder()
    out = join(await temporaryFolder(), 'out')
    for (const [seed, path] of paths.entries()) {
      await writeFiles(folder, { [path]: await noise(12, 10, seed).jpeg().toBuffer() })
    }
    ;({ datasetId } = await importAll(store, [{ path: folder }]))
  })

  it('into folders has every picture, byte for byte, under its split and class', async () => {
    const { end } = await exportAs('folders')
    expect(end).toMatchObject({ phase: 'done', done: 5, total: 5, leftOut: 0, problems: [] })
    const written = [
      'train/cat/1.jpg',
      'train/cat/1 (2).jpg',
      'train/a “dog”, \u{1f415}/2.JPEG',
      'validation/cat/3.jpg',
      'test/a “dog”, \u{1f415}/4.jpg',
    ]
    expect(await contentsOf(out, written)).toEqual(await contentsOf(folder, paths))
    const again = await importAll(store, [{ path: out }], { name: 'again', validationShare: 0.3 })
    const places = (id: number) => pictures(store, id).map(([, label, split]) => `${label} ${split}`)
    expect(places(again.datasetId).toSorted()).toEqual(places(datasetId).toSorted())
  })

  it.each(['csv', 'json'] as const)('as %s names the pictures where they lie', async (format) => {
    expect((await exportAs(format)).end).toMatchObject({ phase: 'done', done: 5 })
    const manifest = join(out, `manifest.${format}`)
    const again = await importAll(store, [{ path: manifest, pictureFolder: folder }], { name: 'again' })
    expect(pictures(store, again.datasetId)).toEqual(pictures(store, datasetId))
  })

  it('as a list with copies stands by itself', async () => {
    await exportAs('csv', { copyPictures: true })
    const text = await readFile(join(out, 'manifest.csv'), 'utf8')
    expect(text).toMatch(/^path,label,split\n/)
    expect(text).toContain('\n"test/a “dog”, \u{1f415}/4.jpg","a “dog”, \u{1f415}",test\n')
    const again = await importAll(store, [{ path: join(out, 'manifest.csv') }], { name: 'again' })
    const places = (id: number) => pictures(store, id).map(([, label, split]) => [label, split])
    expect(places(again.datasetId)).toEqual(places(datasetId))
  })

  it('as shards keeps the files of a picture side by side, readable by tar', async () => {
    expect((await exportAs('webdataset')).end).toMatchObject({ phase: 'done', leftOut: 0 })
    expect((await readdir(out)).toSorted()).toEqual([
      'classes.txt',
      'test-000000.tar',
      'train-000000.tar',
      'validation-000000.tar',
    ])
    expect((await readFile(join(out, 'classes.txt'), 'utf8')).split('\n')).toEqual(['a “dog”, \u{1f415}', 'cat', ''])
    const names = execFileSync('tar', ['-tf', join(out, 'train-000000.tar')], { encoding: 'utf8' })
      .trim()
      .split('\n')
    expect(names.map((name) => name.replace(/^\d{9}/, '')).join(' ')).toBe(
      '.jpg .cls .json .jpg .cls .json .jpg .cls .json',
    )
    const unpacked = await temporaryFolder()
    execFileSync('tar', ['-xf', join(out, 'train-000000.tar'), '-C', unpacked])
    const [first] = names
    const key = first!.slice(0, 9)
    const { path } = JSON.parse(await readFile(join(unpacked, `${key}.json`), 'utf8')) as { path: string }
    expect(await contentsOf(unpacked, [first!])).toEqual(await contentsOf('', [path]))
    expect(await readFile(join(unpacked, `${key}.cls`), 'utf8')).toBe(path.includes('dog') ? '0' : '1')
  })

  it('takes pictures out of archives, and leaves out what is gone or has changed', async () => {
    const archive = join(folder, 'pets.tar')
    const picture = (seed: number) => noise(12, 10, seed).jpeg().toBuffer()
    const [kept, lost] = [await picture(11), await picture(12)]
    await writeFile(
      archive,
      tarOf([
        { name: 'cat/1.jpg', content: kept },
        { name: 'dog/2.jpg', content: lost },
      ]),
    )
    const { datasetId: id } = await importAll(store, [{ path: archive }], { name: 'archive' })
    await writeFile(archive, tarOf([{ name: 'cat/1.jpg', content: kept }]))
    const { end } = await exportAs('folders', { id })
    expect(end).toMatchObject({
      done: 2,
      leftOut: 1,
      problems: [{ path: join(archive, 'dog/2.jpg'), reason: 'the file is gone from the archive' }],
    })
    expect(await readFile(join(out, 'train/cat/1.jpg'))).toEqual(kept)

    await rm(out, { recursive: true })
    await rm(join(folder, paths[0]!))
    await writeFile(join(folder, paths[3]!), 'changed')
    expect((await exportAs('folders')).end.problems.map(({ reason }) => reason)).toEqual([
      'the file is gone',
      'the file has changed since it was imported: import again first',
    ])
  })

  it('leaves out what is excluded', async () => {
    store.pictures.exclude(datasetId, [1, 2], true)
    expect((await exportAs('folders')).end).toMatchObject({ done: 3, total: 3 })
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const controller = new AbortController()
    const begun = exportAs('folders', { signal: controller.signal })
    controller.abort()
    expect((await begun).end.phase).toBe('cancelled')
    await expect(readdir(out)).rejects.toThrow('ENOENT')
  })

  it('refuses a folder that is not empty, and a dataset that is', async () => {
    await mkdir(out)
    await writeFile(join(out, 'mine.txt'), 'mine')
    await expect(exportAs('csv')).rejects.toThrow(`${out} is not empty.`)
    expect(await readdir(out)).toEqual(['mine.txt'])
    const empty = store.datasets.create('empty')
    await expect(exportAs('csv', { id: empty })).rejects.toThrow('has no pictures to export')
    await expect(exportAs('csv', { id: 99 })).rejects.toThrow('There is no dataset 99.')
  })
})

describe('a safe name', () => {
  it.each([
    ['cat', 'cat'],
    ['a/b\\c:d', 'a_b_c_d'],
    ['..', '_'],
    ['nul\u0000.jpg', 'nul_.jpg'],
    [`${'é'.repeat(200)}.jpg`, `${'é'.repeat(100)}.jpg`],
    ['', '_'],
  ])('of %j is %j', (name, safe) => {
    expect(safeName(name)).toBe(safe)
  })
})
