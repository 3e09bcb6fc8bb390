/** Softmax regression on raw bytes: the smallest real trainer, for tests of what surrounds an engine. */
import type { Batch, StepResult, StepSettings, Tensors, Trainer } from '../../main/engine/engine.ts'
import { crossEntropy, softmax } from '../../main/train/metrics.ts'

/** @param inputs numbers a picture; @param classes outputs */
export class SoftmaxTrainer implements Trainer {
  readonly #inputs: number
  readonly #classes: number
  readonly #weight: Float32Array
  readonly #velocity: Float32Array

  constructor(inputs: number, classes: number) {
    this.#inputs = inputs
    this.#classes = classes
    this.#weight = new Float32Array(inputs * classes)
    this.#velocity = new Float32Array(inputs * classes)
  }

  async step({ images, labels }: Batch, { learningRate, momentum, weightDecay }: StepSettings): Promise<StepResult> {
    const logits = await this.predict(images, labels.length)
    const gradient = new Float32Array(this.#weight.length)
    let loss = 0
    labels.forEach((label, picture) => {
      const scores = logits.subarray(picture * this.#classes, (picture + 1) * this.#classes)
      loss += crossEntropy(scores, label) / labels.length
      softmax(scores).forEach((share, index) => {
        const error = (share - (index === label ? 1 : 0)) / labels.length
        for (let input = 0; input < this.#inputs; input++) {
          gradient[index * this.#inputs + input]! += error * (images[picture * this.#inputs + input]! / 255 - 0.5)
        }
      })
    })
    for (let at = 0; at < gradient.length; at++) {
      const weight = this.#weight[at]!
      this.#velocity[at] = momentum * this.#velocity[at]! - learningRate * (gradient[at]! + weightDecay * weight)
      this.#weight[at] = weight + this.#velocity[at]!
    }
    return { loss, logits }
  }

  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    const logits = new Float32Array(count * this.#classes)
    for (let picture = 0; picture < count; picture++) {
      for (let index = 0; index < this.#classes; index++) {
        let sum = 0
        for (let input = 0; input < this.#inputs; input++) {
          const pixel = images[picture * this.#inputs + input]! / 255 - 0.5
          sum += pixel * this.#weight[index * this.#inputs + input]!
        }
        logits[picture * this.#classes + index] = sum
      }
    }
    return Promise.resolve(logits)
  }

  /** It has no hidden layer. */
  activity(): Promise<ReadonlyMap<string, Float32Array>> {
    return Promise.resolve(new Map())
  }

  read(): Promise<{ parameters: Tensors; velocities: Tensors }> {
    const shape = [this.#classes, this.#inputs]
    return Promise.resolve({
      parameters: new Map([['weight', { shape, data: this.#weight.slice() }]]),
      velocities: new Map([['weight', { shape, data: this.#velocity.slice() }]]),
    })
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
