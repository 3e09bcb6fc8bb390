/** A trained network as other programs get it, whatever the form of its file. */
import type { NetworkSpec } from '../../network/spec.ts'
import type { Normalisation, Tensor } from '../parameters.ts'

export interface TrainedNetwork {
  readonly network: NetworkSpec
  /** In the order of the logits. */
  readonly classNames: readonly string[]
  readonly normalisation: Normalisation
  /** Weights and biases by name, laid out as PyTorch's. */
  readonly parameters: ReadonlyMap<string, Tensor>
  /** What else is worth knowing: how pictures are cut for it, where it comes from. */
  readonly facts: Readonly<Record<string, string>>
}

/** What a file says of a network beside its numbers. */
export function metadataOf({ network, classNames, facts }: TrainedNetwork): Record<string, string> {
  return {
    classes: JSON.stringify(classNames),
    network: JSON.stringify(network),
    ...facts,
  }
}

/** The mean as a tensor that is subtracted from [batch, 3, crop, crop]: [3, 1, 1], or [3, crop, crop] of a picture. */
export function meanTensor({ network: { crop }, normalisation: { mean } }: TrainedNetwork): {
  readonly shape: readonly number[]
  readonly data: Float32Array<ArrayBuffer>
} {
  const side = mean.length === 3 ? 1 : crop
  const pixels = side * side
  const data = Float32Array.from(mean, (_, index) => mean[(index % pixels) * 3 + Math.floor(index / pixels)]!)
  return { shape: [3, side, side], data }
}
