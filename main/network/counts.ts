/**
 * What a network costs, counted from its layers: parameters, multiply-adds, neurons and the memory of training, layer
 * by layer and in all. It knows no engine; what one needs beyond this is the engine's matter.
 */
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
  /** Numbers that it puts out. */
  readonly outputs: number
}

export interface NetworkCounts {
  readonly layers: readonly LayerCounts[]
  readonly parameters: number
  readonly multiplyAdds: number
  readonly neurons: number
  /** Numbers that a backward pass needs again: the input and the outputs of all layers. */
  readonly values: number
}

export function countsOf(spec: NetworkSpec): NetworkCounts {
  const layers = layersOf(spec).map(countsOfLayer)
  const total = (count: keyof Omit<LayerCounts, 'placed'>) => layers.reduce((sum, layer) => sum + layer[count], 0)
  return {
    layers,
    parameters: total('parameters'),
    multiplyAdds: total('multiplyAdds'),
    neurons: total('neurons'),
    values: elements(layers[0]!.placed.input) + total('outputs'),
  }
}

function countsOfLayer(placed: PlacedLayer): LayerCounts {
  const outputs = elements(placed.output)
  if (!hasParameters(placed)) return { placed, parameters: 0, multiplyAdds: 0, neurons: 0, outputs }
  const { weight, bias } = parameterShapes(placed)
  return {
    placed,
    parameters: elements(weight) + elements(bias),
    multiplyAdds: elements(weight) * positions(placed.output),
    neurons: outputs,
    outputs,
  }
}

/** At how many places each kernel is applied. */
function positions(shape: Shape): number {
  return shape.length === 3 ? shape[1] * shape[2] : 1
}

export const bytesPerNumber = 4

/** Bytes that training in 32-bit floats cannot do without. */
export interface TrainingMemory {
  readonly parameters: number
  /** A velocity and a gradient of each parameter. */
  readonly trainingState: number
  /** The inputs and the outputs of all layers for the whole batch, kept for the backward pass. */
  readonly activations: number
  readonly total: number
}

export function trainingMemory({ parameters, values }: NetworkCounts, batch: number): TrainingMemory {
  const bytes = {
    parameters: bytesPerNumber * parameters,
    trainingState: 2 * bytesPerNumber * parameters,
    activations: bytesPerNumber * values * batch,
  }
  return { ...bytes, total: bytes.parameters + bytes.trainingState + bytes.activations }
}
