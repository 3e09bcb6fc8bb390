/** Weights of a network whose local response normalisation has other constants than the paper's. */
import { hasParameters, type PlacedLayer } from '../../network/layers.ts'
import type { Tensor } from '../parameters.ts'

/** Of x / (k + a·Σx²)^β over neighbouring channels; a is Caffe's, PyTorch's and ONNX's α over the size of the window. */
export interface LrnConstants {
  readonly k: number
  readonly a: number
  readonly beta: number
}

/** The constants of a network whose layers share them; throws an `Error` where they do not. */
export function theOnly(found: readonly LrnConstants[]): LrnConstants | undefined {
  const [first] = found
  if (found.some(({ k, a, beta }) => k !== first!.k || a !== first!.a || beta !== first!.beta)) {
    throw new Error('its layers of local response normalisation differ')
  }
  return first
}

/**
 * Changes the parameters so that the paper's constants give what the given ones gave: exactly, since ReLU and pooling let
 * factors through. With x′ = s·x and s² = 2a / (k·α), k + a·Σx² is k/2 times the paper's 2 + α·Σx′²; the layer before
 * takes the factor s, and the one after it 1 / (s·(k/2)^β).
 *
 * @returns whether that can be done: β must be the paper's
 */
export function toPaperLrn(
  parameters: Map<string, Tensor>,
  layers: readonly PlacedLayer[],
  { k, a, beta }: LrnConstants,
): boolean {
  for (const [index, { layer }] of layers.entries()) {
    if (layer.kind !== 'lrn') continue
    if (Math.abs(layer.beta - beta) > 1e-6 || !(k > 0 && a > 0)) return false
    const factor = Math.sqrt((layer.k * a) / (k * layer.alpha))
    const before = layers.slice(0, index).findLast(hasParameters)!
    const after = layers.slice(index).find(hasParameters)!
    scale(parameters, `${before.layer.name}.weight`, factor)
    scale(parameters, `${before.layer.name}.bias`, factor)
    scale(parameters, `${after.layer.name}.weight`, 1 / (factor * (k / layer.k) ** beta))
  }
  return true
}

function scale(parameters: Map<string, Tensor>, name: string, factor: number): void {
  const { shape, data } = parameters.get(name)!
  if (Math.abs(factor - 1) > 1e-6) parameters.set(name, { shape, data: data.map((value) => value * factor) })
}
