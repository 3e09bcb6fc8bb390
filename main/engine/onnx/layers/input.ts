/** How pictures enter a network. */
import type { NetworkSpec } from '../../../network/spec.ts'
import type { Normalisation } from '../../engine.ts'
import type { Graph, Value } from '../graph.ts'
import { cast, multiply, reshape, subtract, toPlanes } from '../operations.ts'

export interface InputOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  readonly batch: number
  readonly images: 'bytes' | 'floats'
}

/** [batch, channel, y, x] as it enters conv1: floats as they are, or (byte − mean) × scale of [batch, y, x, channel]. */
export function pictures(graph: Graph, { network: { crop }, normalisation, batch, images }: InputOptions): Value {
  if (images === 'floats') return graph.input('images', [batch, 3, crop, crop])
  const bytes = graph.input('images', [batch, crop, crop, 3], 'uint8')
  // Rows of pixels one after another: a mean for every number of a row adds faster than one for every third.
  const rows = cast(graph, reshape(graph, bytes, [batch, crop, crop * 3]), 'float32')
  const centred = subtract(graph, rows, means(graph, normalisation.mean, crop))
  const scaled = normalisation.scale === 1 ? centred : multiply(graph, centred, graph.scalar(normalisation.scale))
  return toPlanes(graph, reshape(graph, scaled, [batch, crop, crop, 3]))
}

/** [crop·3] for a mean of each channel, [crop, crop·3] for a mean picture. */
function means(graph: Graph, mean: Normalisation['mean'], crop: number): Value {
  if (mean.length === 3) {
    return graph.constant(
      [crop * 3],
      Float32Array.from({ length: crop * 3 }, (_, index) => mean[index % 3]!),
    )
  }
  return graph.constant([crop, crop * 3], Float32Array.from(mean))
}
