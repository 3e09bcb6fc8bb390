/** How much memory a training step needs, and how many pictures at once fit into what there is. */
import { bytesPerNumber, countsOf } from '../network/counts.ts'
import type { NetworkSpec } from '../network/spec.ts'
import { EngineError } from './engine.ts'

/**
 * Bytes of a step that are there at any batch size: parameters, velocities, gradients and a copy on their way, and the
 * program itself. Bytes of each picture of a part: each layer's output with its gradient and the values between.
 * Factors measured on the processor with AlexNet at 1 to 64 pictures.
 */
const programBytes = 180e6
const copiesOfParameters = 3.4
const copiesOfOutputs = 3

/**
 * Bytes of all layers' outputs for the pictures at once, where nobody limits memory. More train no faster on a processor
 * (AlexNet: 32 pictures); a graphics card wants many, but no single buffer above what WebGPU allows (AlexNet: 519).
 */
const usualOutputBytes = { processor: 250e6, card: 4e9 } as const

/** Bytes that a training step needs which puts `pictures` through the network at once. */
export function stepBytes(network: NetworkSpec, pictures: number): number {
  return (
    programBytes +
    bytesPerNumber * (copiesOfParameters * countsOf(network).parameters + copiesOfOutputs * pictures * outputs(network))
  )
}

/**
 * Pictures of each part of a batch: as many as `memory` bytes allow, all of them or equal parts, the last one perhaps
 * not full. Throws `EngineError('out-of-memory')` where not even one picture fits.
 */
export function partSize(
  network: NetworkSpec,
  batch: number,
  device: keyof typeof usualOutputBytes,
  memory?: number,
): number {
  const free = memory === undefined ? usualOutputBytes[device] : (memory - stepBytes(network, 0)) / copiesOfOutputs
  const most = Math.floor(free / (bytesPerNumber * outputs(network)))
  if (most < 1 && memory !== undefined) {
    const needed = Math.ceil(stepBytes(network, 1) / 1e6)
    throw new EngineError(
      'out-of-memory',
      `A step of this network needs at least ${String(needed)} MB, but memory is limited to ${String(Math.floor(memory / 1e6))} MB: allow more, or choose a smaller network.`,
    )
  }
  return Math.ceil(batch / Math.ceil(batch / Math.max(1, most)))
}

/** Numbers that all layers put out for one picture. */
function outputs(network: NetworkSpec): number {
  return countsOf(network).layers.reduce((sum, layer) => sum + layer.outputs, 0)
}
