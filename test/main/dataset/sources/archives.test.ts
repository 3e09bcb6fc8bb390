import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../../main/store/store.ts'
import { tarOf, zipOf, type ArchiveFile } from '../../../support/archives.ts'
import { importAll, importOnceMore, pictures, problems } from '../../../support/imports.ts'
import { noise } from '../../../support/pictures.ts'
import { temporaryFolder, temporaryStore } from '../../../support/workspace.ts'

let store: Store
let folder: string
let seed = 0

beforeEach(async () => {
  store = await temporaryStore()
  folder = await temporaryFolder()
})

const jpeg = () => noise(12, 10, seed++).jpeg().toBuffer()

/** Each kind of archive, written from the same files. */
const kinds = [
  ['pets.zip', zipOf],
  ['pets.tar', tarOf],
  ['pets.tar.gz', (files: readonly ArchiveFile[]) => gzipSync(tarOf(files))],
] as const

describe.each(kinds)('%s', (name, write) => {
  const archive = () => join(folder, name)

  async function importOf(files: readonly ArchiveFile[]) {
    await writeFile(archive(), write(files))
    const end = await importAll(store, [{ path: archive() }])
    expect(end).toMatchObject({ phase: 'done' })
    return { end, pictures: pictures(store, end.datasetId), problems: problems(store, end.datasetId, archive()) }
  }

  it('gives its pictures with classes and splits, whatever they are called', async () => {
    const long = `pets/train/${'long '.repeat(40)}/${'x'.repeat(250)}.jpg`
    const odd = 'pets/test/dog/“ö” \u{1f600} \u05d0\u05d1 it’s.jpg'
    const found = await importOf([
      { name: 'pets/readme.txt', content: Buffer.from('pets') },
      { name: 'pets/train/cat/1.jpg', content: await jpeg() },
      { name: 'pets/train/dog/2.jpg', content: await jpeg(), stored: true },
      { name: long, content: await jpeg() },
      { name: odd, content: await jpeg() },
      { name: '__MACOSX/pets/train/cat/._1.jpg', content: Buffer.from('fork') },
      { name: 'pets/validation/cat/3.jpg', content: await jpeg() },
    ])
    expect(found.problems).toEqual([])
    expect(found.pictures).toEqual([
      ['pets/train/cat/1.jpg', 'cat', 'train'],
      ['pets/train/dog/2.jpg', 'dog', 'train'],
      [long, 'long '.repeat(40), 'train'],
      [odd, 'dog', 'test'],
      ['pets/validation/cat/3.jpg', 'cat', 'validation'],
    ])
    expect(store.sources.list(found.end.datasetId)).toMatchObject([
      { kind: name === 'pets.zip' ? 'zip' : 'tar', gone: 0 },
    ])
  })

  it('lists what leads out, comes twice, is empty or is a link, and takes the rest', async () => {
    const content = await jpeg()
    const link = write === zipOf ? { mode: 0o120777 } : { type: '2' }
    const { pictures, problems } = await importOf([
      { name: 'cat/1.jpg', content },
      { name: '../cat/out.jpg', content },
      { name: '/etc/absolute.jpg', content },
      { name: 'cat/../../out.jpg', content },
      { name: 'C:\\out.jpg', content },
      { name: 'cat/1.jpg', content: await jpeg() },
      { name: 'cat/empty.jpg', content: Buffer.alloc(0) },
      { name: 'cat/link.jpg', content: link.type ? Buffer.alloc(0) : Buffer.from('/etc/passwd'), ...link },
      { name: 'cat/text.jpg', content: Buffer.from('no picture') },
      { name: 'dog/2.jpg', content: await jpeg() },
    ])
    expect(pictures.map(([path]) => path)).toEqual(['cat/1.jpg', 'dog/2.jpg'])
    const leadsOut = 'left out: its path leads out of the archive'
    expect(problems.map(([, reason]) => reason).toSorted()).toEqual(
      [
        leadsOut,
        leadsOut,
        leadsOut,
        leadsOut,
        'left out: its path comes twice, and the first is in',
        'the file is empty',
        'left out: it is a link',
        'not a picture: the file is text',
      ].toSorted(),
    )
  })

  it('gives what comes before the place that it breaks off at', async () => {
    const files = [
      { name: 'cat/1.jpg', content: await jpeg(), stored: true },
      { name: 'dog/2.jpg', content: await jpeg(), stored: true },
      { name: 'dog/3.jpg', content: await noise(60, 60, 5).jpeg().toBuffer(), stored: true },
    ]
    const whole = write(files)
    // A zip without the table at its end is none at all; the others give what they have.
    const bytes =
      write === zipOf ? damagedTable(whole) : whole.subarray(0, whole.length - (name === 'pets.tar' ? 2500 : 1500))
    await writeFile(archive(), bytes)
    const { datasetId } = await importAll(store, [{ path: archive() }])
    expect(pictures(store, datasetId).map(([path]) => path)).toEqual(['cat/1.jpg', 'dog/2.jpg'])
    expect(problems(store, datasetId, archive())).toEqual([
      [expect.any(String), expect.stringMatching(/^the archive breaks off here \(.+\)$/)],
    ])
  })

  it('is gone through again without reading what has not changed', async () => {
    const first = { name: 'cat/1.jpg', content: await jpeg() }
    const { end } = await importOf([first, { name: 'dog/2.jpg', content: await jpeg() }])
    await writeFile(archive(), write([first, { name: 'dog/3.jpg', content: await jpeg() }]))
    expect(await importOnceMore(store, end.datasetId)).toMatchObject({ unchanged: 1, added: 1, gone: 1, changed: 0 })
  })
})

function damagedTable(zip: Buffer): Buffer {
  const bytes = Buffer.from(zip)
  bytes.write('XX', bytes.lastIndexOf('PK\u0001\u0002'), 'latin1')
  return bytes
}

describe('a zip archive', () => {
  it('gives no more bytes than its table says, and checks them', async () => {
    const content = Buffer.concat([await jpeg(), Buffer.alloc(5_000_000)])
    const bomb = zipOf([
      { name: 'cat/1.jpg', content },
      { name: 'cat/2.jpg', content: await jpeg() },
      { name: 'dog/3.jpg', content: await jpeg() },
    ])
    const table = bomb.indexOf('PK\u0001\u0002', 0, 'latin1')
    bomb.writeUInt32LE(1000, table + 24)
    const file = join(folder, 'bomb.zip')
    await writeFile(file, bomb)
    const { datasetId } = await importAll(store, [{ path: file }])
    expect(problems(store, datasetId, file)).toEqual([['cat/1.jpg', 'the archive is damaged here']])
    expect(pictures(store, datasetId).map(([path]) => path)).toEqual(['cat/2.jpg', 'dog/3.jpg'])
  })
})
