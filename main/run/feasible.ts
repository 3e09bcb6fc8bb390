/** Whether settings can be trained with at all, before a process is started for them. */
import type { TrainingRequest } from '../../preload/contract/index.ts'
import { pixelSide } from '../image/pixels.ts'
import { Failure } from '../lib/failure.ts'
import type { NetworkCounts } from '../network/counts.ts'
import { countsOf } from '../network/counts.ts'
import { NetworkError } from '../network/layers.ts'
import { networkOf } from '../network/of-settings.ts'
import { sourceSide } from '../network/spec.ts'

/**
 * The network's sizes. Throws `Failure('invalid-input')` where its switches cannot be, naming the layer, or where there
 * are fewer pictures than a batch takes.
 */
export function feasible(settings: TrainingRequest, classes: number, images: number): NetworkCounts {
  const spec = networkOf(settings, classes)
  if (sourceSide(spec) > pixelSide) {
    const most = Math.floor((pixelSide * 7) / 8)
    throw new Failure(
      'invalid-input',
      `A crop of ${String(spec.crop)} pixels is cut from ${String(sourceSide(spec))}, but pictures are kept at ` +
        `${String(pixelSide)}. Choose a crop of at most ${String(most)}.`,
    )
  }
  if (settings.batch > images) {
    throw new Failure(
      'invalid-input',
      `A batch of ${String(settings.batch)} pictures is more than the ${String(images)} training pictures there are. ` +
        `Choose a batch of at most ${String(images)}.`,
    )
  }
  try {
    return countsOf(spec)
  } catch (error) {
    if (error instanceof NetworkError) throw new Failure('invalid-input', error.message)
    throw error
  }
}
