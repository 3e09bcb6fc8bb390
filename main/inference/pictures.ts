/** What a network sees of pictures: read, made square, and cut. */
import { pixelSide, readRecord } from '../image/pixels.ts'
import { preprocess } from '../image/preprocess.ts'
import { Failure } from '../lib/failure.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { sourceSide } from '../network/spec.ts'
import { testWindows } from '../pipeline/crops.ts'
import { createCut } from '../pipeline/cut.ts'
import type { ClassifyPicture } from '../worker/protocol.ts'

/** Pixels [256, 256, 3] of a picture. Throws `Failure` that names it where it cannot be read. */
export async function readPicture(picture: ClassifyPicture): Promise<Uint8Array> {
  const { name } = picture
  try {
    if ('pixelFile' in picture) return readRecord(picture.pixelFile, picture.pixelIndex)
    return (await preprocess(picture.path)).pixels
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure(error.code, `${name} cannot be read (${error.message}).`, undefined, { cause: error })
  }
}

/** Bytes [pictures, crop, crop, 3] of the centre crops of pictures [256, 256, 3]. */
export function centreCrops(network: NetworkSpec, pictures: readonly Uint8Array[]): Uint8Array {
  const source = sourceSide(network)
  const cut = createCut(pixelSide, source, network.crop)
  const [centre] = testWindows(source, network.crop, 1)
  const bytes = network.crop ** 2 * 3
  const images = new Uint8Array(pictures.length * bytes)
  pictures.forEach((pixels, index) => cut(pixels, centre!, images, index * bytes))
  return images
}
