/** How pictures enter a network. */
import type { NetworkSpec } from '../../../network/spec.ts'
import type { Normalisation } from '../../engine.ts'
import type { Graph, Value } from '../graph.ts'
import { cast, multiply, subtract, toPlanes } from '../operations.ts'

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
  const centred = subtract(
    graph,
    cast(graph, bytes, 'float32'),
    graph.constant([3], Float32Array.from(normalisation.mean)),
  )
  const scaled = normalisation.scale === 1 ? centred : multiply(graph, centred, graph.scalar(normalisation.scale))
  return toPlanes(graph, scaled)
}
