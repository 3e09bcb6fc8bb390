/** What a network costs, counted from its layers: parameters, multiply-adds and neurons, layer by layer and in all. */
import { elements, hasParameters, layersOf, parameterShapes, type PlacedLayer, type Shape } from './layers.ts'
import type { NetworkSpec } from './spec.ts'

/** Counts of one layer, for one picture. */
export interface LayerCounts {
  readonly placed: PlacedLayer
  /** Weights and biases. */
  readonly parameters: number
  /** Multiplications with a following addition; biases, LRN and pooling are left out, as usual. */
  readonly multiplyAdds: number
  /** Outputs of layers with parameters (paper, section 3.5). */
  readonly neurons: number
}

export interface NetworkCounts {
  readonly layers: readonly LayerCounts[]
  readonly parameters: number
  readonly multiplyAdds: number
  readonly neurons: number
}

export function countsOf(spec: NetworkSpec): NetworkCounts {
  const layers = layersOf(spec).map(countsOfLayer)
  const total = (count: 'parameters' | 'multiplyAdds' | 'neurons') =>
    layers.reduce((sum, layer) => sum + layer[count], 0)
  return { layers, parameters: total('parameters'), multiplyAdds: total('multiplyAdds'), neurons: total('neurons') }
}

function countsOfLayer(placed: PlacedLayer): LayerCounts {
  if (!hasParameters(placed)) return { placed, parameters: 0, multiplyAdds: 0, neurons: 0 }
  const { weight, bias } = parameterShapes(placed)
  return {
    placed,
    parameters: elements(weight) + elements(bias),
    multiplyAdds: elements(weight) * positions(placed.output),
    neurons: elements(placed.output),
  }
}

/** At how many places each kernel is applied. */
function positions(shape: Shape): number {
  return shape.length === 3 ? shape[1] * shape[2] : 1
}
