/** The bytes of a dataset's pictures, for people to look at. */
import type { PictureKind } from '../../preload/contract/index.ts'
import { pixelFile, readRecord } from '../image/pixels.ts'
import { record, thumbnail, whole } from '../image/shown.ts'
import type { Store } from '../store/store.ts'

export interface ShownPicture {
  /** Its MIME type. */
  readonly type: 'image/jpeg' | 'image/webp'
  readonly bytes: Uint8Array
}

/** Answers a picture; rejects with `Failure` where there is none, or its file is not at hand. */
export type PictureSource = (kind: PictureKind, imageId: number) => Promise<ShownPicture>

export function pictureSource(store: Store): PictureSource {
  return async (kind, imageId) => {
    const { datasetId, pixelIndex, file } = store.pictures.get(imageId)
    if (kind === 'original') return { type: 'image/webp', bytes: await whole(file) }
    const pixels = readRecord(pixelFile(store.workspace, datasetId), pixelIndex)
    if (kind === 'record') return { type: 'image/webp', bytes: await record(pixels) }
    return { type: 'image/jpeg', bytes: await thumbnail(pixels) }
  }
}
