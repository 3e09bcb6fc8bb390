/** The bytes of a dataset's pictures, for people to look at. */
import type { PictureKind } from '../../preload/contract/index.ts'
import { pixelBytes, pixelFile, PixelReader } from '../image/pixels.ts'
import { record, thumbnail, whole } from '../image/shown.ts'
import type { Store } from '../store/store.ts'

/** Answers a picture as WebP; rejects with `Failure` where there is none, or its file is not at hand. */
export type PictureSource = (kind: PictureKind, imageId: number) => Promise<Uint8Array>

export function pictureSource(store: Store): PictureSource {
  return async (kind, imageId) => {
    const { datasetId, pixelIndex, file } = store.pictures.get(imageId)
    if (kind === 'original') return whole(file)
    const reader = new PixelReader(pixelFile(store.workspace, datasetId))
    try {
      const pixels = new Uint8Array(pixelBytes)
      reader.read(pixelIndex, pixels)
      return await (kind === 'record' ? record(pixels) : thumbnail(pixels))
    } finally {
      reader.close()
    }
  }
}
