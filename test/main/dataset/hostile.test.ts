import { execFileSync, spawn } from 'node:child_process'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { importSources } from '../../../main/dataset/import.ts'
import { tarEntries } from '../../../main/dataset/tar/entries.ts'
import { StreamBytes } from '../../../main/dataset/tar/bytes.ts'
import { writeHeader } from '../../../main/dataset/tar/header.ts'
import { pixelBytes, pixelFile } from '../../../main/image/pixels.ts'
import { readPicture } from '../../../main/image/reading.ts'
import { newTurn } from '../../../main/image/turns.ts'
import { openStore } from '../../../main/store/open.ts'
import type { Store } from '../../../main/store/store.ts'
import { workerFile } from '../../../main/worker/spawn.ts'
import { importAll, importOnceMore, pictures, problems } from '../../support/imports.ts'
import { noise, writeClasses, writeFiles } from '../../support/pictures.ts'
import { temporaryFolder, temporaryStore } from '../../support/workspace.ts'

let store: Store
let folder: string

beforeEach(async () => {
  store = await temporaryStore()
  folder = await temporaryFolder()
})

describe('names', () => {
  it('may be anything that the file system takes', async () => {
    const names = [
      'emoji \u{1f408}\u200d\u2b1b.jpg',
      'quotes \' " ` “„”.jpg',
      'right \u202eto\u202c left \u05d7\u05ea\u05d5\u05dc.jpg',
      'line\nbreak\ttab.jpg',
      '%s $HOME ; rm -rf *.jpg',
      `${'é'.repeat(125)}.jpg`,
      '-rf.jpg',
    ]
    const content = await noise(9, 9, 1).jpeg().toBuffer()
    await writeFiles(folder, { 'dog/1.jpg': content })
    for (const name of names) await writeFiles(folder, { [`“cat” \u{1f408}/${name}`]: content })
    const { datasetId } = await importAll(store, [{ path: folder }])
    expect(problems(store, datasetId, folder)).toEqual([])
    const found = pictures(store, datasetId).map(([path]) => path)
    expect(found.toSorted()).toEqual(['dog/1.jpg', ...names.map((name) => `“cat” \u{1f408}/${name}`)].toSorted())
  })
})

/** For pictures whose pixels nobody looks at. */
const nowhere = { write: () => undefined }

describe('a picture', () => {
  it('of 50,000×50,000 pixels in 100 KB is refused without being decoded', async () => {
    const file = hugePng(50_000)
    expect(file.length).toBeGreaterThan(100_000)
    const started = performance.now()
    await writeFiles(folder, { 'cat/huge.png': file, 'cat/1.jpg': await noise(9, 9, 1).jpeg().toBuffer() })
    await writeFiles(folder, { 'dog/2.jpg': await noise(9, 9, 2).jpeg().toBuffer() })
    const { datasetId } = await importAll(store, [{ path: folder }])
    expect(problems(store, datasetId, folder)).toEqual([
      ['cat/huge.png', '50000×50000 pixels are too many: save a copy of at most 268 million'],
    ])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('that is written while it is read is whole or refused', async () => {
    const path = join(folder, 'growing.bmp')
    await writeFile(path, 'BM')
    const script = `const fs = require('node:fs'); const file = fs.openSync(process.argv[1], 'a')
      const block = Buffer.alloc(4096); setInterval(() => { fs.writeSync(file, block) }, 0)`
    const writer = spawn(process.execPath, ['-e', script, path], { stdio: 'ignore' })
    onTestFinished(() => void writer.kill('SIGKILL'))
    const outcomes = new Set<string>()
    for (let attempt = 0; attempt < 20; attempt++) {
      const location = { kind: 'file', path, within: folder } as const
      const reading = await readPicture({ location, pixelIndex: 0 }, newTurn(), nowhere)
      outcomes.add(reading.outcome === 'refused' ? reading.reason : reading.outcome)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    for (const outcome of outcomes) expect(outcome).toMatch(/not a picture|being written|truncated|too large/)
  })

  it('that vanishes before it is read is listed', async () => {
    const location = { kind: 'file', path: join(folder, 'gone.jpg'), within: folder } as const
    const reading = await readPicture({ location, pixelIndex: 0 }, newTurn(), nowhere)
    expect(reading).toEqual({ outcome: 'refused', reason: 'the file is gone' })
  })
})

describe('an archive', () => {
  it('of many empty files is gone through quickly, with a reason for each', async () => {
    const files = 20_000
    const file = join(folder, 'empty.tar.gz')
    await writeFile(file, gzipSync(emptyFiles(files), { level: 1 }))
    await expect(importAll(store, [{ path: file }])).rejects.toThrow('There are no pictures in it.')
    await writeFile(file, gzipSync(Buffer.concat([await picture('b/x.jpg'), emptyFiles(files)]), { level: 1 }))
    const { datasetId, problems: listed } = await importAll(store, [{ path: file, classLevel: 1 }])
    expect(listed).toBe(files)
    expect(store.datasets.get(datasetId)).toMatchObject({ images: 1, problems: files })
  })

  it('with a name of a gigabyte is refused in little memory', async () => {
    const header = writeHeader('name', 2 ** 30, 0)
    header.write('L', 156, 'latin1')
    const sum = [...header].reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0)
    header.write(sum.toString(8).padStart(6, '0'), 148, 'latin1')
    const endless = (async function* () {
      yield header
      for (;;) yield Buffer.alloc(2 ** 16)
    })()
    await expect(tarEntries(new StreamBytes(endless)).next()).rejects.toThrow('a name in it is too long')
  })

  it('whose sizes make no sense is refused', async () => {
    for (const size of [
      '77777777777\0',
      '-0000000001\0',
      '\u0080\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff',
    ]) {
      const header = writeHeader('a.jpg', 0, 0)
      header.write(size, 124, 'latin1')
      const sum = [...header].reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0)
      header.write(sum.toString(8).padStart(6, '0'), 148, 'latin1')
      const file = join(folder, 'odd.tar')
      await writeFile(file, Buffer.concat([header, Buffer.alloc(1024)]))
      await expect(importAll(store, [{ path: file }])).rejects.toThrow(/cannot be imported/)
    }
  })
})

/** A folder on a small file system of its own. */
const isRoot = process.getuid?.() === 0 && process.platform === 'linux'

describe('a full disk', () => {
  let disk: string | undefined

  afterEach(() => {
    if (disk) execFileSync('umount', [disk])
    disk = undefined
  })

  it.skipIf(!isRoot)('ends the import, which is completed once there is room', async (context) => {
    const place = await temporaryFolder()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', place], { stdio: 'ignore' })
      disk = place
    } catch {
      context.skip('this machine mounts no file systems')
    }
    await writeClasses(folder, ['cat', 'dog'], 40)
    const small = openStore(join(place, 'workspace'))
    try {
      await mkdir(join(place, 'filler'))
      const request = { name: 'pets', sources: [{ path: folder }], validationShare: 0, testShare: 0 }
      const { datasetId, ended } = await importSources(small, request, {
        workerFile: workerFile('import.worker'),
        onProgress: ({ phase }) => {
          if (phase === 'reading') fill(join(place, 'filler'))
        },
      })
      const last = await ended
      expect(last.phase).toBe('failed')
      expect(last.message).toContain('the disk of the workspace is full. What was read is kept')
      const { images, unfinished } = small.datasets.get(datasetId)
      expect(images).toBeLessThan(80)
      expect(unfinished).toBe(true)
      expect((await stat(pixelFile(small.workspace, datasetId))).size).toBeGreaterThanOrEqual(images * pixelBytes)

      await rm(join(place, 'filler'), { recursive: true })
      expect(await importOnceMore(small, datasetId)).toMatchObject({ phase: 'done', added: 80 - images, problems: 0 })
      expect(small.datasets.get(datasetId)).toMatchObject({ images: 80, unfinished: false })

      await writeClasses(folder, ['cat', 'dog'], 400)
      await expect(importOnceMore(small, datasetId)).rejects.toThrow(
        /^720 pictures need 142 MB in the workspace, and \d MB are free on its disk\. Free some room/,
      )
    } finally {
      small.close()
    }
  })
})

/** Takes most of a small disk: what is left does not hold 80 pictures. */
function fill(place: string): void {
  execFileSync('sh', ['-c', 'head -c 15m /dev/zero > "$0/zeros" || true', place], { stdio: 'ignore' })
}

function emptyFiles(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, number) => writeHeader(`a/${number}.jpg`, 0, 0)))
}

async function picture(name: string): Promise<Buffer> {
  const content = await noise(9, 9, 3).jpeg().toBuffer()
  return Buffer.concat([
    writeHeader(name, content.length, 0),
    content,
    Buffer.alloc((512 - (content.length % 512)) % 512),
  ])
}

function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.alloc(100_000, 'x')),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(typed), 4)
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)])
}
