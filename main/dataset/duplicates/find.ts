/** Looks for duplicates in a dataset and keeps what it finds. For a thread of its own: it computes for seconds. */
import { fingerprintOf } from '../../image/fingerprint.ts'
import { pixelBytes, pixelFile, PixelReader } from '../../image/pixels.ts'
import type { Store } from '../../store/store.ts'
import { DuplicateSearch } from './search.ts'

/** What the thread is given, and what it tells. */
export interface DuplicatesJob {
  readonly workspace: string
  readonly datasetId: number
}
export interface DuplicatesEvent {
  readonly phase: 'reading' | 'comparing'
  /** Pictures. */
  readonly done: number
  readonly total: number
}

/** Pictures whose fingerprints are made before they are written. */
const portion = 64

/** Answers how many pictures look like others. */
export function findDuplicates(store: Store, datasetId: number, report: (progress: DuplicatesEvent) => void): number {
  const { images, excluded } = store.datasets.get(datasetId)
  const total = images + excluded
  makeFingerprints(store, datasetId, (done) => {
    report({ phase: 'reading', done, total })
  })
  const search = new DuplicateSearch()
  let last = 0
  for (const [id, sha256, fingerprint] of store.duplicates.fingerprints(datasetId)) {
    search.add({ id, sha256, fingerprint })
    last = id
  }
  const steps = search.run()
  for (;;) {
    const step = steps.next()
    if (step.done) {
      store.duplicates.replace(datasetId, step.value, last)
      return step.value.length
    }
    report({ phase: 'comparing', done: step.value, total: search.size })
  }
}

/** Makes those fingerprints that an import did not, from the pixel store. */
function makeFingerprints(store: Store, datasetId: number, report: (done: number) => void): void {
  let after = 0
  let done = 0
  let rows = store.duplicates.withoutFingerprint(datasetId, after, portion)
  if (rows.length === 0) return
  const reader = new PixelReader(pixelFile(store.workspace, datasetId))
  const pixels = new Uint8Array(pixelBytes)
  try {
    while (rows.length > 0) {
      const made = rows.map(({ id, pixelIndex }) => {
        reader.read(pixelIndex, pixels)
        return { id, fingerprint: fingerprintOf(pixels) }
      })
      store.duplicates.addFingerprints(made)
      done += made.length
      report(done)
      after = rows.at(-1)!.id
      rows = store.duplicates.withoutFingerprint(datasetId, after, portion)
    }
  } finally {
    reader.close()
  }
}
