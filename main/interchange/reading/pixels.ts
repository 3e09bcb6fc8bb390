/** What other programs make of pixels before conv1, and the weights that see the same through this program's way. */
import type { PixelForm } from '../../../preload/contract/index.ts'
import { elements } from '../../network/layers.ts'
import type { Normalisation, Tensor } from '../parameters.ts'

/** Channel by channel, in the order in which the weights see them: (pixel − mean) / deviation of pixels from 0 to 255. */
interface Convention {
  /** Of red, green and blue, the place among the channels of the weights. */
  readonly places: readonly [number, number, number]
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

const conventions: Readonly<Record<PixelForm, Convention>> = {
  // torchvision's models documentation: pixels from 0 to 1, these means and deviations of ImageNet.
  torchvision: {
    places: [0, 1, 2],
    mean: [0.485, 0.456, 0.406].map((value) => 255 * value),
    deviation: [0.229, 0.224, 0.225].map((value) => 255 * value),
  },
  // Caffe's model zoo: blue first, these means of ImageNet.
  caffe: { places: [2, 1, 0], mean: [104, 117, 123], deviation: [1, 1, 1] },
  unit: { places: [0, 1, 2], mean: [0, 0, 0], deviation: [255, 255, 255] },
}

/**
 * The mean of red, green and blue and the one scale with which conv1 gives what it gives in the other program, and its
 * weights for that, [out, 3, y, x]: they take on the order of the channels and what the scale of each differs by. Both
 * programs pad with zeros after the mean is off, so that nothing changes at the edges.
 */
export function seenAs(
  form: PixelForm,
  weight: Tensor,
): { readonly normalisation: Normalisation; readonly weight: Tensor } {
  const { places, mean, deviation } = conventions[form]
  const scale = deviation.length / deviation.reduce((sum, value) => sum + value)
  const [kernels, channels] = weight.shape as [number, number]
  const plane = elements(weight.shape.slice(2))
  const data = new Float32Array(weight.data.length)
  for (let kernel = 0; kernel < kernels; kernel++) {
    for (const [channel, place] of places.entries()) {
      const factor = 1 / (deviation[place]! * scale)
      const [from, to] = [place, channel].map((which) => (kernel * channels + which) * plane) as [number, number]
      for (let pixel = 0; pixel < plane; pixel++) data[to + pixel] = weight.data[from + pixel]! * factor
    }
  }
  return {
    normalisation: { mean: places.map((place) => mean[place]!), scale },
    weight: { shape: weight.shape, data },
  }
}
