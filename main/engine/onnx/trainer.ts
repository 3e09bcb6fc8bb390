/** Training on the processor: a graph gives the gradients, and parameters and velocities change in place. */
import { elements } from '../../network/layers.ts'
import { checkBatch } from '../check.ts'
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
import { momentumStep } from './momentum.ts'
import { gradientGraph, type GraphOptions, maskShapes, names } from './network-graph.ts'
import { imagesKind, imageTensor, OnnxPredictor, parameterFeeds, type Processor } from './predictor.ts'
import { type Feeds, OnnxTensor, Session } from './session.ts'

export class OnnxTrainer implements Trainer {
  readonly #options: TrainerOptions
  readonly #processor: Processor
  readonly #parameters: Tensors
  readonly #velocities: Tensors
  readonly #feeds: Feeds
  readonly #predictor: OnnxPredictor
  #compiled: { readonly images: GraphOptions['images']; readonly session: Session } | undefined

  constructor(options: TrainerOptions, processor: Processor) {
    this.#options = options
    this.#processor = processor
    this.#parameters = mapTensors(options.parameters, (_, { data }) => data.slice())
    this.#velocities = mapTensors(options.parameters, (name, { data }) => {
      const velocity = options.velocities?.get(name)
      return velocity === undefined ? new Float32Array(data.length) : velocity.data.slice()
    })
    this.#feeds = parameterFeeds(this.#parameters)
    this.#predictor = new OnnxPredictor({ ...options, parameters: this.#parameters }, processor)
  }

  async step(batch: Batch, settings: StepSettings): Promise<StepResult> {
    const { network, batch: size } = this.#options
    checkBatch(network, batch, size)
    const session = await this.#session(imagesKind(batch.images))
    const outputs = await session.run({
      ...this.#feeds,
      ...this.#maskFeeds(batch),
      [names.images]: imageTensor(batch.images, size, network.crop),
      [names.labels]: new OnnxTensor('int32', batch.labels, [size, 1]),
    })
    const loss = Number((outputs[names.loss]!.data as Float32Array)[0])
    if (!Number.isFinite(loss)) {
      throw new EngineError('not-finite', `The loss became ${String(loss)}: choose a lower learning rate.`)
    }
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
      const graph = gradientGraph({ network, normalisation, batch, images, blockSize: this.#processor.blockSize })
      this.#compiled = { images, session: await Session.open(graph, this.#processor.threads) }
    }
    return this.#compiled.session
  }

  /** The batch's masks, and ones for those that it leaves out. */
  #maskFeeds({ masks }: Batch): Feeds {
    const feeds = [...maskShapes(this.#options.network, this.#options.batch)].map(([layer, shape]): [string, OnnxTensor] => {
      const length = elements(shape)
      const mask = masks?.get(layer) ?? new Float32Array(length).fill(1)
      if (mask.length !== length) {
        throw new EngineError('bad-tensor', `The mask of ${layer} holds ${String(mask.length)} numbers, but needs [${shape.join(', ')}].`)
      }
      return [names.mask(layer), new OnnxTensor('float32', mask, shape)]
    })
    return Object.fromEntries(feeds)
  }
}

function mapTensors(tensors: Tensors, data: (name: string, tensor: Tensor) => Float32Array): Tensors {
  return new Map([...tensors].map(([name, tensor]) => [name, { shape: tensor.shape, data: data(name, tensor) }]))
}
