/** What a step's settings mean for one parameter. */
import type { StepSettings } from './engine.ts'

/** What the update of one parameter multiplies with: v ← μ·v − decay·w − ε·g. */
export interface Rates {
  /** μ */
  readonly momentum: number
  /** ε */
  readonly learningRate: number
  /** Weight decay λ times ε. */
  readonly decay: number
}

export type ParameterKind = 'weight' | 'bias'

/** What a name is of: biases (`fc6.bias`) have rates of their own. */
export function kindOf(parameter: string): ParameterKind {
  return parameter.endsWith('.bias') ? 'bias' : 'weight'
}

/** The rates of weights or of biases. */
export function ratesOf(kind: ParameterKind, { learningRate, momentum, weightDecay, ...biases }: StepSettings): Rates {
  if (kind === 'weight') return { momentum, learningRate, decay: weightDecay * learningRate }
  const rate = learningRate * (biases.biasRate ?? 1)
  return { momentum, learningRate: rate, decay: biases.biasDecay === false ? 0 : weightDecay * rate }
}
