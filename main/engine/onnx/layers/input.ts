/** How pictures enter a network. */
import type { NetworkSpec } from '../../../network/spec.ts'
import type { Normalisation } from '../../engine.ts'
import type { Graph, Value } from '../graph.ts'
import { cast, multiply, subtract, transpose } from '../operations.ts'

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
  const planes = cast(graph, transpose(graph, bytes, [0, 3, 1, 2]), 'float32')
  const centred = subtract(graph, planes, graph.constant([3, 1, 1], Float32Array.from(normalisation.mean)))
  return normalisation.scale === 1 ? centred : multiply(graph, centred, graph.scalar(normalisation.scale))
}
