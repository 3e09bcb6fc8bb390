/** How parameters begin, as distributions; `main/train/parameters.ts` draws from them. */
import { elements, hasParameters, layersOf, parameterShapes } from './layers.ts'
import type { NetworkSpec } from './spec.ts'

/**
 * `paper`: N(0, 0.01), biases 1 in conv2, conv4, conv5, fc6 and fc7, else 0 (paper, section 5).
 * `caffe`: the same with biases 0.1, and deviation 0.005 in fc6 and fc7 (Caffe's bvlc_alexnet).
 * `he`: N(0, √(2 / inputs of a unit)), biases 0 (He, Zhang, Ren, Sun: Delving deep into rectifiers, 2015, section 2.2);
 * the output layer gets a tenth of that, so that the first loss is ln(classes).
 */
export type Initialiser = 'paper' | 'caffe' | 'he'

/** A parameter before its first step: normal around 0 with this deviation, or, where that is 0, all `value`. */
export interface InitialDistribution {
  /** PyTorch's name, e.g. `conv1.weight`. */
  readonly name: string
  readonly shape: readonly number[]
  readonly deviation: number
  readonly value: number
}

const raisedBiases: ReadonlySet<string> = new Set(['conv2', 'conv4', 'conv5', 'fc6', 'fc7'])

/** The distributions of every parameter, in the order of the layers, each weight before its bias. */
export function initialDistributions(spec: NetworkSpec, initialiser: Initialiser): readonly InitialDistribution[] {
  return layersOf(spec)
    .filter(hasParameters)
    .flatMap(({ layer, ...shapes }) => {
      const { weight, bias } = parameterShapes({ layer, ...shapes })
      const isOutput = layer.kind === 'dense' && layer.output
      return [
        {
          name: `${layer.name}.weight`,
          shape: weight,
          deviation: deviation(initialiser, layer.name, weight, isOutput),
          value: 0,
        },
        { name: `${layer.name}.bias`, shape: bias, deviation: 0, value: biasValue(initialiser, layer.name) },
      ]
    })
}

function deviation(initialiser: Initialiser, name: string, weight: readonly number[], isOutput: boolean): number {
  switch (initialiser) {
    case 'paper':
      return 0.01
    case 'caffe':
      return name === 'fc6' || name === 'fc7' ? 0.005 : 0.01
    case 'he':
      return Math.sqrt(2 / elements(weight.slice(1))) * (isOutput ? 0.1 : 1)
    default:
      return initialiser satisfies never
  }
}

function biasValue(initialiser: Initialiser, name: string): number {
  if (initialiser === 'he' || !raisedBiases.has(name)) return 0
  return initialiser === 'paper' ? 1 : 0.1
}
