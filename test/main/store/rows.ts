/** Rows for tests of the store. */
import type { Split } from '../../../preload/contract/index.ts'
import type { NewPicture, Store } from '../../../main/store/store.ts'
import { temporaryStore } from '../../support/workspace.ts'

export interface Kind {
  readonly classId: number | null
  readonly split: Split
  readonly count: number
}

/** Adds pictures `picture0.jpg`, `picture1.jpg`, … of these kinds from one new source, with pixel records in the same order. */
export function addPictures(store: Store, datasetId: number, kinds: readonly Kind[]): void {
  const sourceId = store.sources.add(datasetId, {
    kind: 'folder',
    path: '/pictures',
    folder: '/pictures',
    split: null,
    options: {},
  })
  const rows: NewPicture[] = []
  for (const { classId, split, count } of kinds) {
    for (let picture = 0; picture < count; picture++) {
      const place = rows.length
      rows.push({
        sourceId,
        path: `folder/picture${place}.jpg`,
        classId,
        split,
        bytes: 1000,
        modifiedAt: 0,
        width: 40,
        height: 30,
        sha256: new Uint8Array(32).fill(place),
        pixelIndex: place,
        conversions: place === 0 ? ['CMYK to sRGB'] : [],
      })
    }
  }
  store.pictures.add(datasetId, rows, [])
}

/** A store of its own with a dataset of pets, its classes by name, and pictures of these kinds as `addPictures` makes them. */
export async function petStore<Name extends string>(
  kinds: readonly (readonly [label: Name | null, split: Split, count: number])[],
): Promise<{ store: Store; pets: number } & Record<Name, number>> {
  const store = await temporaryStore()
  const pets = store.datasets.create('pets')
  const names = new Set(kinds.map(([label]) => label).filter((label) => label !== null))
  const classIds = Object.fromEntries([...names].map((name) => [name, store.datasets.ensureClass(pets, name)]))
  addPictures(
    store,
    pets,
    kinds.map(([label, split, count]) => ({ classId: label === null ? null : classIds[label]!, split, count })),
  )
  return { store, pets, ...(classIds as Record<Name, number>) }
}
