/** What a network sees of a picture that is classified. */
import { pixelSide } from '../image/pixels.ts'
import type { PreprocessedPicture } from '../image/preprocess.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { sourceSide } from '../network/spec.ts'
import { testWindows } from '../pipeline/crops.ts'
import { createCut } from '../pipeline/cut.ts'

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
