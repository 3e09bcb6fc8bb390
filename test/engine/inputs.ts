/** What goes into a golden case: the same numbers as `test/reference/make_goldens.py` makes. */
import { readFileSync } from 'node:fs'
import type { Batch, StepSettings, Tensor, Tensors, TrainerOptions } from '../../main/engine/engine.ts'
import { expectedParameters } from '../../main/engine/check.ts'
import { decodeSafetensors, type SafeTensor } from '../../main/interchange/formats/safetensors.ts'
import { elements, layersOf } from '../../main/network/layers.ts'
import type { NetworkSpec } from '../../main/network/spec.ts'

export const goldenBatch = 4
export const goldenSettings = { learningRate: 0.01, momentum: 0.9, weightDecay: 5e-4 } as const

/** What `make_goldens.py` trained a case with, besides `goldenSettings`. */
export interface GoldenTraining
  extends Pick<TrainerOptions, 'labelSmoothing' | 'gradientNormLimit'>, Pick<StepSettings, 'biasRate' | 'biasDecay'> {
  readonly weights?: readonly number[]
}

export interface Golden {
  readonly spec: NetworkSpec
  readonly training: GoldenTraining
  readonly tensors: ReadonlyMap<string, SafeTensor>
}

export function readGolden(name: string): Golden {
  const path = new URL(`../reference/goldens/${name}.safetensors`, import.meta.url)
  const file = readFileSync(path)
  const headerLength = Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.toString('utf8', 8, 8 + headerLength)) as {
    __metadata__: { spec: string; training?: string }
  }
  const { spec, training = '{}' } = header.__metadata__
  return {
    spec: JSON.parse(spec) as NetworkSpec,
    training: JSON.parse(training) as GoldenTraining,
    tensors: decodeSafetensors(file, name).tensors,
  }
}

/** Uniform in [−1, 1): a 32-bit integer hash of (seed, index). */
export function numbers(seed: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    let x = (Math.imul(index, 2654435761) + Math.imul(seed, 40503)) | 0
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1
  })
}

export function goldenParameters(spec: NetworkSpec): Tensors {
  const parameters = [...expectedParameters(spec)].map(([name, shape], index): [string, Tensor] => {
    const scale = shape.length > 1 ? Math.sqrt(6 / elements(shape.slice(1))) : 0.1
    const data = Float32Array.from(numbers(100 + index, elements(shape)), (value) => value * scale)
    return [name, { shape, data }]
  })
  return new Map(parameters)
}

/** The batch of a step, counted from 0; images are floats as they enter conv1. */
export function goldenStep({ spec, training }: Pick<Golden, 'spec' | 'training'>, step: number): Batch {
  const images = Float32Array.from(numbers(1000 * (step + 1), goldenBatch * 3 * spec.crop ** 2))
  const labels = Int32Array.from({ length: goldenBatch }, (_, index) => (index * 3 + step) % spec.classes)
  const masks = layersOf(spec)
    .filter(({ layer }) => layer.kind === 'dropout' && layer.rate > 0)
    .map(({ layer, input }, index): [string, Float32Array] => {
      const kept = numbers(1000 * (step + 1) + 1 + index, goldenBatch * elements(input))
      return [layer.name, Float32Array.from(kept, (value) => (value >= 0 ? 2 : 0))]
    })
  const weights = training.weights && { weights: Float32Array.from(training.weights) }
  return { images, labels, masks: new Map(masks), ...weights }
}

/** ‖a − b‖ / ‖b‖ over the numbers that the golden keeps, evenly spread. */
export function relativeError(actual: Float32Array, golden: Pick<SafeTensor, 'data'>): number {
  const stride = Math.ceil(actual.length / golden.data.length)
  let [difference, norm] = [0, 0]
  for (let i = 0; i < golden.data.length; i++) {
    const expected = Number(golden.data[i])
    difference += (actual[i * stride]! - expected) ** 2
    norm += expected ** 2
  }
  return Math.sqrt(difference / norm)
}
