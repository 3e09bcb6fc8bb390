/** The update of stochastic gradient descent with momentum and weight decay. */
import { instantiate } from '../../lib/instantiate.ts'
import type { Rates } from '../rates.ts'
import { momentumCode } from './momentum-code.ts'

interface Code {
  readonly memory: WebAssembly.Memory
  /** Bytes where weights, velocities and gradients begin and where the weights end; momentum, decay and rate. */
  readonly update: (
    weight: number,
    velocity: number,
    gradient: number,
    end: number,
    momentum: number,
    decay: number,
    rate: number,
  ) => void
}

const code = instantiate<Code>(momentumCode)

/** Numbers that are updated at once: what is copied for it stays in the processor's nearest caches. */
const most = 8192
const bytes = most * Float32Array.BYTES_PER_ELEMENT
const [weights, velocities, gradients] = [0, bytes, 2 * bytes].map(
  (start) => new Float32Array(code.memory.buffer, start, most),
) as [Float32Array, Float32Array, Float32Array]

/**
 * v ← μ·v − λ·ε·w − ε·g; w ← w + v, in place (paper, section 5), with momentum μ, weight decay λ and learning rate ε;
 * gradients times `scale`. In single precision.
 *
 * It is written here and not in the graph because a graph cannot write where it reads: there the update takes six
 * passes over all parameters and copies them out; here one pass, by WebAssembly (`momentum.wat`) four numbers at once.
 */
export function momentumStep(
  weight: Float32Array,
  velocity: Float32Array,
  gradient: Float32Array,
  { momentum, learningRate, decay }: Rates,
  scale = 1,
): void {
  for (let first = 0; first < weight.length; first += most) {
    const weightThere = weight.subarray(first, first + most)
    const velocityThere = velocity.subarray(first, first + most)
    const { length } = weightThere
    weights.set(weightThere)
    velocities.set(velocityThere)
    gradients.set(gradient.subarray(first, first + most))
    const end = length * Float32Array.BYTES_PER_ELEMENT
    code.update(0, bytes, 2 * bytes, end, momentum, decay, learningRate * scale)
    weightThere.set(weights.subarray(0, length))
    velocityThere.set(velocities.subarray(0, length))
  }
}
