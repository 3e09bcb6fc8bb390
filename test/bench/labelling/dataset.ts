/**
 * A large dataset for measuring the labelling page: rows of their own for every picture, over pixel records that many of
 * them share, so that 100,000 pictures need no 20 GB of disk. What the page does is the same for both.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { drawSamples } from '../../../main/dataset/samples/draw-samples.ts'
import { pixelFile, PixelWriter } from '../../../main/image/pixels.ts'
import { preprocess } from '../../../main/image/preprocess.ts'
import { openStore } from '../../../main/store/open.ts'
import type { NewPicture } from '../../../main/store/store.ts'

/** Records of the pixel file, and rows added at once. */
const records = 2000
const rowsAtOnce = 5000
const splitOfTen = ['validation', 'test'] as const

export interface LargeDatasetOptions {
  readonly workspace: string
  /** Where the real pictures lie, one folder a class; the program's own samples are drawn without it. */
  readonly folder: string | undefined
  readonly pictures: number
  readonly classes: number
}

/** Makes the dataset `large` in a workspace that is not there yet. */
export async function makeLargeDataset({ workspace, folder, pictures, classes }: LargeDatasetOptions): Promise<void> {
  const source = folder ?? join(workspace, 'samples')
  if (folder === undefined) await drawSamples(source, { perClass: records / 10 })
  const store = openStore(workspace)
  const datasetId = store.datasets.create('large')
  const classIds = Array.from({ length: classes }, (_, place) =>
    store.datasets.ensureClass(datasetId, `class ${place}`),
  )
  const options = { kind: 'folder', path: source, folder: source, split: null, options: {} } as const
  const sourceId = store.sources.add(datasetId, options)
  const kept = await writeRecords(pixelFile(workspace, datasetId), picturesBelow(source).slice(0, records))

  for (let start = 0; start < pictures; start += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, pictures - start)
    const rows = Array.from({ length }, (_, step): NewPicture => {
      const place = start + step
      return {
        sourceId,
        path: `picture ${String(place).padStart(7, '0')}.jpg`,
        classId: place % 10 === 0 ? null : classIds[place % classes]!,
        split: splitOfTen[place % 10] ?? 'train',
        bytes: 2000,
        modifiedAt: place,
        width: 32,
        height: 32,
        sha256: createHash('sha256').update(String(place)).digest(),
        pixelIndex: place % kept,
        conversions: [],
      }
    })
    store.pictures.add(datasetId, rows, [])
  }
  store.sources.end(sourceId)
  store.close()
}

function picturesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Writes what networks see of these files, and answers how many there are. */
async function writeRecords(path: string, files: readonly string[]): Promise<number> {
  const writer = new PixelWriter(path)
  for (const [index, file] of files.entries()) writer.write(index, (await preprocess(file)).pixels)
  writer.close()
  return files.length
}
