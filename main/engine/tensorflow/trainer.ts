/** Training in TensorFlow.js: parameters and velocities are tensors of the backend, and TensorFlow differentiates. */
import * as tf from '@tensorflow/tfjs-core'
import { checkBatch, maskShapes } from '../check.ts'
import {
  type Batch,
  EngineError,
  type StepResult,
  type StepSettings,
  type Tensor,
  type Tensors,
  type Trainer,
  type TrainerOptions,
} from '../engine.ts'
import { isBias, ratesOf } from '../rates.ts'
import { activity, answer, imagesTensor } from './answer.ts'
import { fromTensorflow, toTensorflow } from './layouts.ts'
import { logitsOf, type Masks } from './network.ts'

type TensorsByName = ReadonlyMap<string, tf.Tensor>

export class TensorflowTrainer implements Trainer {
  readonly #options: TrainerOptions
  #parameters: TensorsByName
  #velocities: TensorsByName

  constructor(options: TrainerOptions) {
    this.#options = options
    this.#parameters = mapValues(options.parameters, toTensorflow)
    this.#velocities = mapValues(options.parameters, (parameter, name) => {
      const velocity = options.velocities?.get(name)
      return velocity === undefined ? tf.zeros(turnedShape(parameter)) : toTensorflow(velocity)
    })
  }

  async step(batch: Batch, settings: StepSettings): Promise<StepResult> {
    checkBatch(this.#options.network, batch, this.#options.batch)
    const next = tf.tidy(() => this.#next(batch, settings))
    const [loss, logits] = [(await next.loss.data<'float32'>())[0]!, await next.logits.data<'float32'>()]
    tf.dispose([next.loss, next.logits])
    if (!Number.isFinite(loss)) {
      tf.dispose([...next.parameters, ...next.velocities])
      throw new EngineError('not-finite', `The loss became ${String(loss)}: choose a lower learning rate.`)
    }
    this.#parameters = this.#replace(this.#parameters, next.parameters)
    this.#velocities = this.#replace(this.#velocities, next.velocities)
    return { loss, logits: logits.slice() }
  }

  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    return answer({ ...this.#options, parameters: this.#parameters }, images, count)
  }

  activity(images: Uint8Array | Float32Array, count: number): Promise<ReadonlyMap<string, Float32Array>> {
    return activity({ ...this.#options, parameters: this.#parameters }, images, count)
  }

  async read(): Promise<{ parameters: Tensors; velocities: Tensors }> {
    return { parameters: await download(this.#parameters), velocities: await download(this.#velocities) }
  }

  close(): Promise<void> {
    tf.dispose([...this.#parameters.values(), ...this.#velocities.values()])
    return Promise.resolve()
  }

  /** What a step makes: loss, logits, and parameters and velocities in the order of the names. */
  #next(batch: Batch, settings: StepSettings) {
    const { network, normalisation, batch: size, labelSmoothing = 0, gradientNormLimit } = this.#options
    const images = imagesTensor(batch.images, size, network.crop, normalisation)
    const hot = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), network.classes)
    const target = tf.add(tf.mul(hot, 1 - labelSmoothing), labelSmoothing / network.classes)
    const pictureWeights = batch.weights === undefined ? tf.ones([size]) : tf.tensor1d(batch.weights)
    const masks = this.#masks(batch)
    const names = [...this.#parameters.keys()]
    const weights = [...this.#parameters.values()]
    let logits: tf.Tensor2D | undefined
    const meanLoss = (...values: tf.Tensor[]) => {
      const variables = new Map(names.map((name, index) => [name, values[index]!]))
      logits = tf.keep(logitsOf(network, variables, images, masks))
      const likelihoods = tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)
      return tf.neg<tf.Scalar>(tf.mean(tf.mul(pictureWeights, likelihoods)))
    }
    const { value: loss, grads } = tf.valueAndGrads(meanLoss)(weights)
    const scale = gradientNormLimit === undefined ? null : limitedScale(grads, gradientNormLimit)
    const rates = { weight: ratesOf('weight', settings), bias: ratesOf('bias', settings) }
    // v ← μ·v − λ·ε·w − ε·g; w ← w + v (paper, section 5).
    const velocities = [...this.#velocities.values()].map((velocity, index) => {
      const { momentum, learningRate, decay } = rates[isBias(names[index]!) ? 'bias' : 'weight']
      const gradient = scale === null ? grads[index]! : tf.mul(grads[index]!, scale)
      const pull = tf.add(tf.mul(gradient, learningRate), tf.mul(weights[index]!, decay))
      return tf.sub(tf.mul(velocity, momentum), pull)
    })
    const parameters = weights.map((weight, index) => tf.add(weight, velocities[index]!))
    return { loss, logits: logits!, parameters, velocities }
  }

  #masks({ masks }: Batch): Masks {
    const { network, batch } = this.#options
    const tensors = [...maskShapes(network, batch)].flatMap(([name, shape]): [string, tf.Tensor2D][] => {
      const mask = masks?.get(name)
      return mask === undefined ? [] : [[name, tf.tensor2d(mask, shape as [number, number])]]
    })
    return new Map(tensors)
  }

  #replace(old: TensorsByName, next: readonly tf.Tensor[]): TensorsByName {
    tf.dispose([...old.values()])
    return new Map([...old.keys()].map((name, index) => [name, next[index]!]))
  }
}

/** min(1, limit / ‖g‖) over all gradients (Pascanu, Mikolov, Bengio 2013, algorithm 1). */
function limitedScale(gradients: readonly tf.Tensor[], limit: number): tf.Tensor {
  const squares = tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))
  return tf.minimum(1, tf.div(limit, tf.sqrt(squares)))
}

async function download(tensors: TensorsByName): Promise<Tensors> {
  const copies = new Map<string, Tensor>()
  for (const [name, tensor] of tensors) copies.set(name, await fromTensorflow(tensor))
  return copies
}

function mapValues(tensors: Tensors, make: (tensor: Tensor, name: string) => tf.Tensor): TensorsByName {
  return new Map([...tensors].map(([name, tensor]) => [name, make(tensor, name)]))
}

/** The shape of a parameter in TensorFlow's layout. */
function turnedShape({ shape }: Tensor): number[] {
  const [out, depth, height, width] = shape
  if (shape.length === 4) return [height!, width!, depth!, out!]
  return shape.length === 2 ? [depth!, out!] : [...shape]
}
