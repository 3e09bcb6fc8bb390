/** Fills stores for measuring: from real pictures without keeping their pixels, or with rows that no picture is behind. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { splitOf } from '../../../main/dataset/split.ts'
import { fingerprintBytes } from '../../../main/lib/fingerprint.ts'
import { pixelFile } from '../../../main/image/pixels.ts'
import { PictureReaders } from '../../../main/image/readers.ts'
import type { NewPicture, Store } from '../../../main/store/store.ts'
import { workerFile } from '../../../main/worker/spawn.ts'

/** Rows that a transaction adds. */
const atOnce = 2048
const shares = { validation: 0.1, test: 0.1 }

/** Reads what lies in the folder, one sub-folder a class, into a dataset. */
export async function fillFromPictures(store: Store, datasetId: number, folder: string): Promise<void> {
  const pixels = pixelFile(store.workspace, datasetId)
  await using readers = new PictureReaders(workerFile('import.worker'))
  const source = { kind: 'folder', path: folder, folder, split: null, options: {} } as const
  const sourceId = store.sources.add(datasetId, source)
  for (const name of readdirSync(folder).sort()) {
    const classId = store.datasets.ensureClass(datasetId, name)
    const files = readdirSync(join(folder, name)).sort()
    for (let start = 0; start < files.length; start += atOnce) {
      const rows = await Promise.all(
        files.slice(start, start + atOnce).map(async (file): Promise<NewPicture> => {
          const path = `${name}/${file}`
          const location = { kind: 'file', path: join(folder, path), within: folder } as const
          const reading = await readers.read({ location, pixels, pixelIndex: 0 })
          if (reading.outcome !== 'read') throw new Error(`${path} cannot be read`)
          const { picture } = reading
          return { ...picture, sourceId, path, classId, split: splitOf(picture.sha256, shares, 0) }
        }),
      )
      store.pictures.add(datasetId, rows, [])
    }
  }
}

/** Adds rows with contents of their own, a thousand classes. */
export function fillWithRows(store: Store, datasetId: number, count: number): void {
  const source = { kind: 'folder', path: '/rows', folder: '/rows', split: null, options: {} } as const
  const sourceId = store.sources.add(datasetId, source)
  const classIds = Array.from({ length: 1000 }, (_, place) => {
    return store.datasets.ensureClass(datasetId, `n${String(place).padStart(8, '0')}`)
  })
  for (let start = 0; start < count; start += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - start) }, (_, step): NewPicture => {
      const place = start + step
      const sha256 = createHash('sha256').update(String(place)).digest()
      const label = Math.floor((place * 1000) / count)
      return {
        sourceId,
        path: `n${String(label).padStart(8, '0')}/n${String(label).padStart(8, '0')}_${place}.JPEG`,
        classId: classIds[label]!,
        split: splitOf(sha256, shares, 0),
        bytes: 110_000,
        modifiedAt: place,
        width: 500,
        height: 375,
        sha256,
        pixelIndex: place,
        conversions: [],
        fingerprint: fingerprintOf(sha256),
      }
    })
    store.pictures.add(datasetId, rows, [])
  }
}

/** One that no other content has. */
function fingerprintOf(sha256: Uint8Array): Uint8Array {
  const fingerprint = new Uint8Array(fingerprintBytes)
  for (let at = 0; at < fingerprintBytes; at++)
    fingerprint[at] = sha256[at % 32]! ^ Math.imul(at, sha256[(at * 7) % 32]!)
  return fingerprint
}
