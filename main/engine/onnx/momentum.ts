/** The update of stochastic gradient descent with momentum and weight decay. */
import type { Rates } from '../rates.ts'

/**
 * v ← μ·v − λ·ε·w − ε·g; w ← w + v, in place (paper, section 5), with momentum μ, weight decay λ and learning rate ε; gradients times `scale`.
 *
 * It is written here and not in the graph because a graph cannot write where it reads: there the update takes six
 * passes over all parameters and copies them out; here one pass.
 */
export function momentumStep(
  weight: Float32Array,
  velocity: Float32Array,
  gradient: Float32Array,
  { momentum, learningRate, decay }: Rates,
  scale = 1,
): void {
  const rate = learningRate * scale
  for (let i = 0; i < weight.length; i++) {
    const next = momentum * velocity[i]! - decay * weight[i]! - rate * gradient[i]!
    velocity[i] = next
    weight[i]! += next
  }
}
