/** Training with parameters in the processor's memory: a graph gives the gradients, and the update happens in place. */
import { checkBatch } from '../check.ts'
import type { Batch, StepResult, StepSettings, Tensor, Tensors, Trainer, TrainerOptions } from '../engine.ts'
import { batchFeeds, finiteLoss, imagesKind, parameterFeeds } from './feeds.ts'
import { momentumStep } from './momentum.ts'
import { gradientGraph, type GraphOptions, names } from './network-graph.ts'
import type { Platform } from './platform.ts'
import { OnnxPredictor } from './predictor.ts'
import { type Feeds, Session } from './session.ts'

export class ProcessorTrainer implements Trainer {
  readonly #options: TrainerOptions
  readonly #platform: Platform
  readonly #parameters: Tensors
  readonly #velocities: Tensors
  readonly #feeds: Feeds
  readonly #predictor: OnnxPredictor
  #compiled: { readonly images: GraphOptions['images']; readonly session: Session } | undefined

  constructor(options: TrainerOptions, platform: Platform) {
    this.#options = options
    this.#platform = platform
    this.#parameters = mapTensors(options.parameters, (_, { data }) => data.slice())
    this.#velocities = mapTensors(options.parameters, (name, { data }) => {
      const velocity = options.velocities?.get(name)
      return velocity === undefined ? new Float32Array(data.length) : velocity.data.slice()
    })
    this.#feeds = parameterFeeds(this.#parameters)
    this.#predictor = new OnnxPredictor({ ...options, parameters: () => this.#feeds }, platform)
  }

  async step(batch: Batch, settings: StepSettings): Promise<StepResult> {
    const { network, batch: size } = this.#options
    checkBatch(network, batch, size)
    const session = await this.#session(imagesKind(batch.images))
    const outputs = await session.run({
      ...this.#feeds,
      ...batchFeeds(batch, network, size),
    })
    const loss = finiteLoss(outputs)
    for (const [name, { data }] of this.#parameters) {
      const gradient = outputs[names.gradient(name)]!.data as Float32Array
      momentumStep(data, this.#velocities.get(name)!.data, gradient, settings)
    }
    return { loss, logits: outputs[names.logits]!.data as Float32Array }
  }

  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    return this.#predictor.predict(images, count)
  }

  read(): Promise<{ parameters: Tensors; velocities: Tensors }> {
    return Promise.resolve({ parameters: this.#parameters, velocities: this.#velocities })
  }

  async close(): Promise<void> {
    await this.#predictor.close()
    await this.#compiled?.session.close()
    this.#compiled = undefined
  }

  async #session(images: GraphOptions['images']): Promise<Session> {
    if (this.#compiled?.images !== images) {
      await this.#compiled?.session.close()
      const { network, normalisation, batch } = this.#options
      const graph = gradientGraph({ network, normalisation, batch, images, platform: this.#platform })
      this.#compiled = { images, session: await Session.open(graph, this.#platform) }
    }
    return this.#compiled.session
  }
}

function mapTensors(tensors: Tensors, data: (name: string, tensor: Tensor) => Float32Array): Tensors {
  return new Map([...tensors].map(([name, tensor]) => [name, { shape: tensor.shape, data: data(name, tensor) }]))
}
