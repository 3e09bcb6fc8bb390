/** What a network sees of pictures from files: read, made square, and cut. */
import { pixelSide } from '../image/pixels.ts'
import { preprocess, type PreprocessedPicture } from '../image/preprocess.ts'
import { Failure } from '../lib/failure.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { sourceSide } from '../network/spec.ts'
import { testWindows } from '../pipeline/crops.ts'
import { createCut } from '../pipeline/cut.ts'
import type { ClassifyFile } from '../worker/protocol.ts'

/** Throws `Failure` that names the file where it cannot be read. */
export async function readPicture({ path, name }: ClassifyFile): Promise<PreprocessedPicture> {
  try {
    return await preprocess(path)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure(error.code, `${name} cannot be read (${error.message}).`, undefined, { cause: error })
  }
}

/** Bytes [pictures, crop, crop, 3] of the pictures' centre crops. */
export function centreCrops(network: NetworkSpec, pictures: readonly PreprocessedPicture[]): Uint8Array {
  const source = sourceSide(network)
  const cut = createCut(pixelSide, source, network.crop)
  const [centre] = testWindows(source, network.crop, 1)
  const bytes = network.crop ** 2 * 3
  const images = new Uint8Array(pictures.length * bytes)
  pictures.forEach(({ pixels }, index) => cut(pixels, centre!, images, index * bytes))
  return images
}
