/** Training in TensorFlow.js: parameters and velocities are tensors of the backend, and TensorFlow differentiates. */
import * as tf from '@tensorflow/tfjs-core'
import { checkBatch, maskShapes } from '../check.ts'
import {
  type Batch,
  type StepResult,
  type StepSettings,
  type Tensor,
  type Tensors,
  type Trainer,
  type TrainerOptions,
  type TrainingOptions,
} from '../engine.ts'
import { partSize } from '../memory.ts'
import { Answers, type BatchPart, type Part, partOf, partsOf } from '../parts.ts'
import { kindOf, ratesOf } from '../rates.ts'
import { activity, answer, imagesTensor } from './answer.ts'
import { fromTensorflow, toTensorflow } from './layouts.ts'
import { logitsOf, type Masks } from './network.ts'

type TensorsByName = ReadonlyMap<string, tf.Tensor>

export class TensorflowTrainer implements Trainer {
  readonly #options: TrainingOptions
  readonly #parts: readonly Part[]
  #parameters: TensorsByName
  #velocities: TensorsByName

  constructor(options: TrainerOptions) {
    const { parameters, velocities, memory, ...training } = options
    const { network, batch } = training
    this.#options = training
    this.#parts = partsOf(batch, partSize(network, batch, 'card', memory))
    this.#parameters = mapValues(parameters, toTensorflow)
    this.#velocities = mapValues(parameters, (parameter, name) => {
      const velocity = velocities?.get(name)
      return velocity === undefined ? tf.zeros(turnedShape(parameter)) : toTensorflow(velocity)
    })
  }

  async step(batch: Batch, settings: StepSettings): Promise<StepResult> {
    const { network, batch: size } = this.#options
    checkBatch(network, batch, size)
    const answers = new Answers(size, network.classes)
    let sums: readonly tf.Tensor[] = []
    for (const part of this.#parts) {
      const { loss, logits, gradients } = tf.tidy(() => this.#gradients(partOf(batch, part)))
      answers.add(part, (await loss.data<'float32'>())[0]!, await logits.data<'float32'>())
      const before = sums
      sums =
        before.length === 0 ? gradients : tf.tidy(() => gradients.map((each, index) => tf.add(each, before[index]!)))
      tf.dispose([loss, logits, ...before, ...(before.length === 0 ? [] : gradients)])
    }
    try {
      const result = answers.result()
      const next = tf.tidy(() => this.#next(sums, settings))
      this.#parameters = this.#replace(this.#parameters, next.parameters)
      this.#velocities = this.#replace(this.#velocities, next.velocities)
      return result
    } finally {
      tf.dispose([...sums])
    }
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

  /** Loss and logits of a part of a batch, and the gradients of the parameters in their order. */
  #gradients(batch: BatchPart): { loss: tf.Scalar; logits: tf.Tensor2D; gradients: tf.Tensor[] } {
    const { network, normalisation, labelSmoothing = 0 } = this.#options
    const size = batch.labels.length
    const images = imagesTensor(batch.images, size, network.crop, normalisation)
    const hot = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), network.classes)
    const target = tf.add(tf.mul(hot, 1 - labelSmoothing), labelSmoothing / network.classes)
    const weights = tf.tensor1d(batch.weights)
    const masks = this.#masks(batch)
    const names = [...this.#parameters.keys()]
    let logits: tf.Tensor2D | undefined
    const crossEntropy = (...values: tf.Tensor[]) => {
      const variables = new Map(names.map((name, index) => [name, values[index]!]))
      logits = tf.keep(logitsOf(network, variables, images, masks))
      const likelihoods = tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)
      return tf.neg<tf.Scalar>(tf.sum(tf.mul(weights, likelihoods)))
    }
    const { value: loss, grads: gradients } = tf.valueAndGrads(crossEntropy)([...this.#parameters.values()])
    return { loss, logits: logits!, gradients }
  }

  /** Parameters and velocities after the update: v ← μ·v − λ·ε·w − ε·g; w ← w + v (paper, section 5). */
  #next(gradients: readonly tf.Tensor[], settings: StepSettings) {
    const { gradientNormLimit } = this.#options
    const scale = gradientNormLimit === undefined ? 1 : limitedScale(gradients, gradientNormLimit)
    const velocities = [...this.#parameters].map(([name, parameter], index) => {
      const { momentum, learningRate, decay } = ratesOf(kindOf(name), settings)
      const gradient = tf.mul(gradients[index]!, scale)
      const pull = tf.add(tf.mul(gradient, learningRate), tf.mul(parameter, decay))
      return tf.sub(tf.mul(this.#velocities.get(name)!, momentum), pull)
    })
    const parameters = [...this.#parameters.values()].map((parameter, index) => tf.add(parameter, velocities[index]!))
    return { parameters, velocities }
  }

  #masks({ masks, labels }: Batch): Masks {
    const tensors = [...maskShapes(this.#options.network, labels.length)].flatMap(
      ([name, shape]): [string, tf.Tensor2D][] => {
        const mask = masks?.get(name)
        return mask === undefined ? [] : [[name, tf.tensor2d(mask, shape as [number, number])]]
      },
    )
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
