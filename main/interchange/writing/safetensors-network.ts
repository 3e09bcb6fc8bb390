/** A trained network as a safetensors file: its tensors by the names that PyTorch would give them, and what is known. */
import { encodeSafetensors, type SafeTensor } from '../formats/safetensors.ts'
import { meanTensor, metadataOf, type TrainedNetwork } from './trained-network.ts'

/**
 * The bytes of a file with every weight and bias, `input.mean` [3, 1, 1] or [3, crop, crop], and `input.scale` []: conv1
 * sees (pixels − mean) × scale, of pixels from 0 to 255.
 */
export function encodeSafetensorsNetwork(trained: TrainedNetwork): Uint8Array<ArrayBuffer> {
  const { normalisation, parameters } = trained
  const numbers = [
    ...parameters,
    ['input.mean', meanTensor(trained)] as const,
    ['input.scale', { shape: [], data: Float32Array.of(normalisation.scale) }] as const,
  ]
  const tensors = numbers.map(([name, tensor]): [string, SafeTensor] => [name, { type: 'F32', ...tensor }])
  return encodeSafetensors(new Map(tensors), { format: 'pt', ...metadataOf(trained) })
}
