/**
 * Reverse-mode differentiation (Baydin et al.: Automatic differentiation in machine learning, 2018, section 3.2): each
 * operator that is applied leaves its gradient on the tape; walking the tape backwards gives the gradient of every
 * value that asked for one.
 */
import type { Graph, Value } from './graph.ts'
import { add } from './operations.ts'

/** What an operator gives: its value, and how a gradient of that value becomes gradients of its inputs. */
export interface Differentiable {
  readonly output: Value
  /** Adds the nodes of the gradients; `wanted` says of which inputs, in the order of `inputs`. */
  gradient(outputGradient: Value, wanted: readonly boolean[]): readonly (Value | undefined)[]
}

interface Entry extends Differentiable {
  readonly inputs: readonly Value[]
}

export class Tape {
  readonly #graph: Graph
  readonly #entries: Entry[] = []
  /** Names of values whose gradient is wanted, directly or on the way to another. */
  readonly #differentiable = new Set<string>()

  constructor(graph: Graph) {
    this.#graph = graph
  }

  /** Asks for the gradient of this value. */
  watch(value: Value): Value {
    this.#differentiable.add(value.name)
    return value
  }

  /** Remembers an operator applied to these inputs, and answers its output. */
  record(inputs: readonly Value[], operator: Differentiable): Value {
    if (inputs.some(({ name }) => this.#differentiable.has(name))) {
      this.#entries.push({ inputs, output: operator.output, gradient: operator.gradient.bind(operator) })
      this.#differentiable.add(operator.output.name)
    }
    return operator.output
  }

  /** Gradients by value name, from the gradient of one output back to everything watched. */
  gradients(output: Value, outputGradient: Value): ReadonlyMap<string, Value> {
    const gradients = new Map([[output.name, outputGradient]])
    for (const entry of this.#entries.toReversed()) {
      const arriving = gradients.get(entry.output.name)
      if (arriving === undefined) continue
      const wanted = entry.inputs.map(({ name }) => this.#differentiable.has(name))
      entry.gradient(arriving, wanted).forEach((gradient, index) => {
        const input = entry.inputs[index]
        if (gradient === undefined || input === undefined || wanted[index] !== true) return
        const before = gradients.get(input.name)
        gradients.set(input.name, before === undefined ? gradient : add(this.#graph, before, gradient))
      })
    }
    return gradients
  }
}
