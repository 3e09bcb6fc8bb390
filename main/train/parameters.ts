/** Draws a network's first parameters. */
import type { Tensor, Tensors } from '../engine/engine.ts'
import { Random } from '../lib/random.ts'
import { type Initialiser, initialDistributions } from '../network/initialisers.ts'
import { elements } from '../network/layers.ts'
import type { NetworkSpec } from '../network/spec.ts'

/** Parameters by PyTorch's names; the same for the same seed, and each tensor a random sequence of its own. */
export function initialParameters(
  spec: NetworkSpec,
  initialiser: Initialiser,
  seed: number,
  wanted: (name: string) => boolean = () => true,
): Tensors {
  const drawn = initialDistributions(spec, initialiser).flatMap(
    ({ name, shape, deviation, value }, index): [string, Tensor][] => {
      if (!wanted(name)) return []
      const data = new Float32Array(elements(shape))
      if (deviation > 0) new Random(seed, 'weights', 0, index).fillNormal(data, deviation)
      else data.fill(value)
      return [[name, { shape, data }]]
    },
  )
  return new Map(drawn)
}
