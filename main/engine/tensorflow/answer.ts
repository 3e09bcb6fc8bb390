/** Forward passes in TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core'
import type { NetworkSpec } from '../../network/spec.ts'
import { checkImages } from '../check.ts'
import type { Normalisation, Predictor, PredictorOptions } from '../engine.ts'
import { toTensorflow } from './layouts.ts'
import { logitsOf, type Variables } from './network.ts'

export interface AnswerOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  readonly parameters: Variables
}

/** Logits [count, classes] without dropout. */
export async function answer(
  { network, normalisation, parameters }: AnswerOptions,
  images: Uint8Array | Float32Array,
  count: number,
): Promise<Float32Array> {
  checkImages(network, images, count)
  const logits = tf.tidy(() =>
    logitsOf(network, parameters, imagesTensor(images, count, network.crop, normalisation), new Map()),
  )
  const data = await logits.data<'float32'>()
  logits.dispose()
  return data.slice()
}

/** As `Predictor.features` says. */
async function features(
  { network, normalisation, parameters }: AnswerOptions,
  images: Uint8Array | Float32Array,
  count: number,
): Promise<Float32Array> {
  checkImages(network, images, count)
  const last = tf.tidy(() => {
    let output: tf.Tensor | undefined
    const pictures = imagesTensor(images, count, network.crop, normalisation)
    logitsOf(network, parameters, pictures, new Map(), (_, activation) => (output = activation))
    return output!
  })
  const data = await last.data<'float32'>()
  last.dispose()
  return data.slice()
}

/** As `Trainer.activity` says. */
export async function activity(
  { network, normalisation, parameters }: AnswerOptions,
  images: Uint8Array | Float32Array,
  count: number,
): Promise<ReadonlyMap<string, Float32Array>> {
  checkImages(network, images, count)
  const shares = new Map<string, tf.Tensor>()
  tf.tidy(() => {
    const pictures = imagesTensor(images, count, network.crop, normalisation)
    logitsOf(network, parameters, pictures, new Map(), (layer, output) => {
      const places = output.shape.slice(0, -1).map((_, axis) => axis)
      shares.set(layer, tf.keep(tf.mean(tf.cast(tf.greater(output, 0), 'float32'), places)))
    })
  })
  const copies = new Map<string, Float32Array>()
  for (const [layer, share] of shares) copies.set(layer, (await share.data<'float32'>()).slice())
  tf.dispose([...shares.values()])
  return copies
}

/** [batch, y, x, channel] as it enters conv1: floats turned from planes, or (byte − mean) × scale. */
export function imagesTensor(
  images: Uint8Array | Float32Array,
  count: number,
  crop: number,
  { mean, scale }: Normalisation,
): tf.Tensor4D {
  if (images instanceof Float32Array) return tf.transpose(tf.tensor4d(images, [count, 3, crop, crop]), [0, 2, 3, 1])
  const bytes = tf.cast(tf.tensor4d(images, [count, crop, crop, 3], 'int32'), 'float32')
  const means = mean.length === 3 ? tf.tensor1d([...mean]) : tf.tensor3d([...mean], [crop, crop, 3])
  return tf.mul(tf.sub(bytes, means), scale)
}

export class TensorflowPredictor implements Predictor {
  readonly #options: AnswerOptions

  constructor({ network, normalisation, parameters }: PredictorOptions) {
    const turned = [...parameters].map(([name, tensor]) => [name, toTensorflow(tensor)] as const)
    this.#options = { network, normalisation, parameters: new Map(turned) }
  }

  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    return answer(this.#options, images, count)
  }

  features(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    return features(this.#options, images, count)
  }

  close(): Promise<void> {
    tf.dispose([...this.#options.parameters.values()])
    return Promise.resolve()
  }
}
