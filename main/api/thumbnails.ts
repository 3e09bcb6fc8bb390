/** Thumbnails of a dataset's pictures, from its pixel file. */
import { pixelBytes, pixelFile, PixelReader } from '../image/pixels.ts'
import { thumbnail } from '../image/thumbnail.ts'
import type { Store } from '../store/store.ts'

/** Makes the function that answers a picture's thumbnail as WebP, and rejects with `Failure` where there is no such picture. */
export function thumbnails(store: Store): (imageId: number) => Promise<Uint8Array> {
  return async (imageId) => {
    const { datasetId, pixelIndex } = store.pictures.get(imageId)
    const reader = new PixelReader(pixelFile(store.workspace, datasetId))
    try {
      const pixels = new Uint8Array(pixelBytes)
      reader.read(pixelIndex, pixels)
      return await thumbnail(pixels)
    } finally {
      reader.close()
    }
  }
}
