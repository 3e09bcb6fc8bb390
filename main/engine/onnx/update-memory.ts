/** The update of stochastic gradient descent with momentum and weight decay, and the memory in which it happens. */
import { instantiate } from '../../lib/instantiate.ts'
import { EngineError } from '../engine.ts'
import type { Rates } from '../rates.ts'
import { momentumCode } from './momentum-code.ts'

interface Code {
  readonly memory: WebAssembly.Memory
  /** Adds pages of memory; −1 where there are none. */
  readonly grow: (pages: bigint) => bigint
  /** Bytes where sums and what is added begin, and where the sums end. */
  readonly add: (sum: bigint, addend: bigint, end: bigint) => void
  /** Bytes where weights, velocities and gradients begin and where the weights end; momentum, decay and rate. */
  readonly update: (
    weight: bigint,
    velocity: bigint,
    gradient: bigint,
    end: bigint,
    momentum: number,
    decay: number,
    rate: number,
  ) => void
}

const pageBytes = 65536
/** Numbers that an array's length is rounded up to: 64 bytes, which processors fetch at once. */
const line = 16

/**
 * Memory of WebAssembly for parameters, velocities and gradients: there the update reads and writes them where they lie.
 *
 * It is done here and not in the graph because a graph cannot write where it reads: there the update takes six passes
 * over all parameters and copies them out; here one pass, four numbers at once (`momentum.wat`).
 */
export class UpdateMemory {
  readonly #code = instantiate<Code>(momentumCode)
  #used = 0

  /**
   * With room for arrays of these lengths, in numbers. Throws `EngineError('out-of-memory')` where the machine has none.
   */
  constructor(lengths: readonly number[]) {
    const bytes = lengths.reduce((sum, length) => sum + lineBytes(length), 0)
    if (this.#code.grow(BigInt(Math.ceil(bytes / pageBytes))) < 0) {
      const needed = String(Math.ceil(bytes / 1e6))
      throw new EngineError(
        'out-of-memory',
        `The network’s parameters need ${needed} MB, which this machine does not have: choose a smaller network.`,
      )
    }
  }

  /** Zeros for one of the arrays that there is room for. */
  floats(length: number): Float32Array {
    const array = new Float32Array(this.#code.memory.buffer, this.#used, length)
    this.#used += lineBytes(length)
    return array
  }

  /** An array in this memory with these numbers. */
  copyOf(numbers: Float32Array): Float32Array {
    const array = this.floats(numbers.length)
    array.set(numbers)
    return array
  }

  /** Adds the second array to the first; both are equally long and of this memory. */
  add(sum: Float32Array, addend: Float32Array): void {
    this.#code.add(begin(sum), begin(addend), end(sum))
  }

  /**
   * v ← μ·v − λ·ε·w − ε·g; w ← w + v, in place (paper, section 5), with momentum μ, weight decay λ and learning rate ε;
   * gradients times `scale`. In single precision; the three are equally long and of this memory.
   */
  update(
    weight: Float32Array,
    velocity: Float32Array,
    gradient: Float32Array,
    { momentum, learningRate, decay }: Rates,
    scale = 1,
  ): void {
    const rate = learningRate * scale
    this.#code.update(begin(weight), begin(velocity), begin(gradient), end(weight), momentum, decay, rate)
  }
}

function begin({ byteOffset }: Float32Array): bigint {
  return BigInt(byteOffset)
}

function end({ byteOffset, byteLength }: Float32Array): bigint {
  return BigInt(byteOffset + byteLength)
}

function lineBytes(length: number): number {
  return Math.ceil(length / line) * line * Float32Array.BYTES_PER_ELEMENT
}
