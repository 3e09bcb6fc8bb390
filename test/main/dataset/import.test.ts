import { chmod, copyFile, mkdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ImportProgress } from '../../../preload/contract/index.ts'
import { importSources } from '../../../main/dataset/import.ts'
import type { ImportRequest } from '../../../main/dataset/plan.ts'
import { removeDataset } from '../../../main/dataset/remove.ts'
import { pixelBytes, pixelFile, PixelReader } from '../../../main/image/pixels.ts'
import { preprocess } from '../../../main/image/preprocess.ts'
import type { Store } from '../../../main/store/store.ts'
import { workerFile } from '../../../main/worker/spawn.ts'
import { noise, plain, writeClasses, writeFiles } from '../../support/pictures.ts'
import { temporaryFolder, temporaryStore } from '../../support/workspace.ts'

let store: Store
let folder: string

beforeEach(async () => {
  store = await temporaryStore()
  folder = await temporaryFolder()
})

const worker = workerFile('import.worker')

function begin(request: Partial<ImportRequest> = {}, signal = new AbortController().signal) {
  const heard: ImportProgress[] = []
  const whole = { name: 'pets', sources: [{ path: folder }], validationShare: 0.2, testShare: 0.2, ...request }
  const begun = importSources(store, whole, {
    workerFile: worker,
    signal,
    onProgress: (progress) => heard.push(progress),
  })
  return { begun, heard }
}

async function importAll(request: Partial<ImportRequest> = {}) {
  const { begun, heard } = begin(request)
  const { datasetId, ended } = await begun
  return { datasetId, last: await ended, heard }
}

const pages = (datasetId: number) => store.pictures.page(datasetId, {}, 0, 500).items
const problemsOf = (datasetId: number) => store.pictures.problems(datasetId, 0, 500).items

describe('importSources', () => {
  it('reads every picture in order, pixels and all', async () => {
    await writeClasses(folder, ['dog', 'cat', 'ant “é”'], 30)
    const { datasetId, last } = await importAll()
    expect(last).toMatchObject({ datasetId, phase: 'done', done: 90, total: 90, problems: 0, secondsLeft: null })
    expect(store.datasets.classes(datasetId).map(({ name }) => name)).toEqual(['ant “é”', 'cat', 'dog'])
    expect(store.datasets.get(datasetId)).toMatchObject({ images: 90, classes: 3, unlabelled: 0, problems: 0 })

    const items = pages(datasetId)
    expect(items.map((item) => item.path)).toEqual(items.map((item) => item.path).toSorted())
    const reader = new PixelReader(pixelFile(store.workspace, datasetId))
    const record = new Uint8Array(pixelBytes)
    for (const item of [items[0]!, items[57]!, items[89]!]) {
      const { file, pixelIndex } = store.pictures.get(item.id)
      reader.read(pixelIndex, record)
      expect(Buffer.compare(record, (await preprocess(file)).pixels)).toBe(0)
      expect([item.width, item.height]).toEqual([12, 10])
    }
    reader.close()
  })

  it('leaves every class something to train on, however few its pictures are', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `class ${index}`)
    await writeClasses(folder, names, 1)
    const { datasetId } = await importAll()
    expect(store.datasets.classes(datasetId).map(({ counts }) => counts)).toEqual(
      names.map(() => ({ train: 1, validation: 0, test: 0 })),
    )
  })

  it('tells each phase', async () => {
    await writeClasses(folder, ['cat', 'dog'], 3)
    const { heard } = await importAll()
    expect([...new Set(heard.map((progress) => progress.phase))]).toEqual(['listing', 'reading', 'done'])
    expect(heard.at(-1)!.imagesPerSecond).toBeGreaterThan(0)
  })

  it('lists what it cannot read with the reason, and goes on', async () => {
    await writeClasses(folder, ['cat', 'dog'], 2)
    const jpeg = await noise(100, 100, 77).jpeg().toBuffer()
    await writeFiles(folder, {
      'bird/only.jpg': 'text',
      'cat/empty.jpg': '',
      'cat/half.jpg': jpeg.subarray(0, jpeg.length / 2),
      'cat/text.JPG': 'this is text',
      'dog/tiny.png': await plain(1, 1, [1, 2, 3]).png().toBuffer(),
      'stray.jpg': jpeg,
    })
    const { datasetId, last } = await importAll()
    expect(last).toMatchObject({ phase: 'done', done: 10, total: 10, problems: 5, added: 5 })
    expect(store.datasets.get(datasetId)).toMatchObject({ images: 5, classes: 3 })
    const reasons = problemsOf(datasetId).map(({ path, reason }) => [basename(path), reason] as const)
    // Files are read side by side, so that either may be told of first.
    expect(Object.fromEntries(reasons)).toEqual({
      'stray.jpg': 'left out: it lies in no class folder',
      'only.jpg': 'not a picture: the file is text',
      'empty.jpg': 'the file is empty',
      'half.jpg': 'truncated JPEG',
      'text.JPG': 'not a picture: the file is text',
      bird: 'none of the pictures of this class can be used: add some, or train without it',
    })
    expect(reasons).toHaveLength(6)
  })

  it.skipIf(process.getuid?.() === 0)('lists a file that may not be read', async () => {
    await writeClasses(folder, ['cat', 'dog'], 2)
    await chmod(join(folder, 'cat', '0.jpg'), 0o000)
    const { datasetId } = await importAll()
    expect(problemsOf(datasetId).map(({ reason }) => reason)).toEqual(['this user may not read the file'])
  })

  it('draws the same splits again, also when pictures are added', async () => {
    await writeClasses(folder, ['cat', 'dog'], 20)
    const splits = (datasetId: number) => new Map(pages(datasetId).map((item) => [item.path, item.split]))
    const first = splits((await importAll()).datasetId)
    await writeFiles(folder, { 'cat/00.jpg': await noise(9, 9, 500).jpeg().toBuffer() })
    const second = splits((await importAll({ name: 'again' })).datasetId)
    for (const [path, split] of first) expect(second.get(path)).toBe(split)
    expect(second.size).toBe(first.size + 1)
    expect(new Set(first.values())).toEqual(new Set(['train', 'validation', 'test']))
  })

  it('keeps exact copies in one split', async () => {
    await writeClasses(folder, ['cat', 'dog'], 20)
    await mkdir(join(folder, 'dog', 'copies'))
    for (let image = 0; image < 20; image++) {
      await copyFile(join(folder, 'cat', `${image}.jpg`), join(folder, 'dog', 'copies', `${image}.jpg`))
    }
    const items = new Map(pages((await importAll()).datasetId).map((item) => [item.path, item]))
    for (let image = 0; image < 20; image++) {
      expect(items.get(`dog/copies/${image}.jpg`)!.split).toBe(items.get(`cat/${image}.jpg`)!.split)
    }
  })

  it('takes a test folder as the test split, and nothing of it into training', async () => {
    await writeClasses(folder, ['cat', 'dog'], 20)
    const testFolder = await temporaryFolder()
    await writeFiles(testFolder, {
      'cat/new.png': await noise(10, 10, 900).png().toBuffer(),
      'dog/new.png': await noise(10, 10, 901).png().toBuffer(),
    })
    await copyFile(join(folder, 'cat', '3.jpg'), join(testFolder, 'cat', 'copy.jpg'))
    const { datasetId, last } = await importAll({ sources: [{ path: folder }, { path: testFolder, split: 'test' }] })
    expect(last).toMatchObject({ phase: 'done', done: 43, problems: 1 })
    const [cat, dog] = store.datasets.classes(datasetId)
    expect([cat!.counts.test, dog!.counts.test]).toEqual([2, 1])
    expect(cat!.counts.train + cat!.counts.validation).toBe(19)
    expect(problemsOf(datasetId)).toEqual([
      {
        path: join(folder, 'cat', '3.jpg'),
        reason: 'left out: the same picture is in the test folder (cat/copy.jpg)',
        kind: 'left-out',
      },
    ])
    expect(store.sources.list(datasetId).map(({ split }) => split)).toEqual(['test', null])
  })

  it('keeps what it has when it is cancelled', async () => {
    await writeClasses(folder, ['cat', 'dog'], 150)
    const controller = new AbortController()
    const { begun } = begin({}, controller.signal)
    const { datasetId, ended } = await begun
    const poll = setInterval(() => {
      if (store.datasets.get(datasetId).images > 0) controller.abort()
    }, 1)
    const last = await ended
    clearInterval(poll)
    expect(last.phase).toBe('cancelled')
    const { images } = store.datasets.get(datasetId)
    expect(images).toBeGreaterThan(0)
    expect(images).toBeLessThan(300)
    expect((await stat(pixelFile(store.workspace, datasetId))).size).toBeGreaterThanOrEqual(images * pixelBytes)
  })

  it('says why it failed, and never rejects', async () => {
    await writeClasses(folder, ['cat', 'dog'], 2)
    await mkdir(join(store.workspace, 'pixels', '1.rgb'), { recursive: true })
    const { last } = await importAll()
    expect(last.phase).toBe('failed')
    expect(last.message).toMatch(/^The import failed: /)
  })

  it('makes no dataset of what is of no use', async () => {
    await writeClasses(folder, ['cat'], 2)
    await expect(begin().begun).rejects.toThrow('only one class')
    await expect(begin({ sources: [{ path: join(folder, 'gone') }] }).begun).rejects.toThrow('does not exist')
    await writeClasses(folder, ['dog'], 2)
    await expect(begin({ sources: [{ path: folder }, { path: folder, split: 'test' }] }).begun).rejects.toThrow(
      'overlap',
    )
    await expect(begin({ validationShare: 0.6, testShare: 0.4 }).begun).rejects.toThrow('at most nine tenths')
    expect(store.datasets.list()).toEqual([])
    await importAll()
    await expect(begin().begun).rejects.toThrow('There is a dataset named “pets” already.')
  })
})

describe('removeDataset', () => {
  it('removes pixels too, and no source', async () => {
    await writeClasses(folder, ['cat', 'dog'], 2)
    const { datasetId } = await importAll()
    await removeDataset(store, datasetId)
    await expect(stat(pixelFile(store.workspace, datasetId))).rejects.toThrow('ENOENT')
    expect((await stat(join(folder, 'cat', '0.jpg'))).size).toBeGreaterThan(0)
    await expect(removeDataset(store, datasetId)).rejects.toThrow('There is no dataset')
  })
})
