/**
 * Training with parameters in the processor's memory: graphs give the gradients, and the update happens in place.
 *
 * A batch goes through the network in parts, as many pictures at once as memory allows. The convolutions' gradients are
 * summed over the parts; a dense layer's, which may be a hundred times as large, is one product over the whole batch.
 */
import { checkBatch } from '../check.ts'
import type {
  Batch,
  StepResult,
  StepSettings,
  Tensor,
  Tensors,
  Trainer,
  TrainerOptions,
  TrainingOptions,
} from '../engine.ts'
import { partSize } from '../memory.ts'
import { Answers, type Part, partOf, partsOf } from '../parts.ts'
import { kindOf, ratesOf } from '../rates.ts'
import { DenseGradients, type GradientBlock } from './dense-gradients.ts'
import { imagesKind, parameterFeeds, partFeeds } from './feeds.ts'
import { momentumStep } from './momentum.ts'
import { names } from './names.ts'
import type { GraphOptions } from './network-graph.ts'
import type { Platform } from './platform.ts'
import { OnnxPredictor } from './predictor.ts'
import { type Feeds, floatsOf, Session } from './session.ts'
import { denseLayers, partGraph } from './training-graphs.ts'

interface Compiled {
  readonly images: GraphOptions['images']
  readonly part: Session
}

export class ProcessorTrainer implements Trainer {
  readonly #options: TrainingOptions
  readonly #platform: Platform
  readonly #parts: readonly Part[]
  readonly #parameters: Tensors
  readonly #velocities: Tensors
  readonly #feeds: Feeds
  readonly #dense: DenseGradients
  /** Sums over the parts of a batch, of what no dense layer has. */
  readonly #sums: Tensors
  readonly #predictor: OnnxPredictor
  #compiled: Compiled | undefined

  private constructor(options: TrainerOptions, platform: Platform, parts: readonly Part[], dense: DenseGradients) {
    const { parameters, velocities, ...training } = options
    this.#options = training
    this.#platform = platform
    this.#parts = parts
    this.#dense = dense
    this.#parameters = mapTensors(parameters, (_, { data }) => data.slice())
    this.#velocities = mapTensors(
      parameters,
      (name, { data }) => velocities?.get(name)?.data.slice() ?? new Float32Array(data.length),
    )
    this.#feeds = parameterFeeds(this.#parameters)
    const { network, normalisation } = training
    const inDense = new Set(denseLayers(network).flatMap((name) => [`${name}.weight`, `${name}.bias`]))
    const summed = new Map([...parameters].filter(([name]) => !inDense.has(name)))
    this.#sums = mapTensors(summed, (_, { data }) => new Float32Array(data.length))
    const pictures = parts[0]!.size
    this.#predictor = new OnnxPredictor({ network, normalisation, pictures, parameters: () => this.#feeds }, platform)
  }

  static async open(options: TrainerOptions, platform: Platform): Promise<ProcessorTrainer> {
    const { network, batch, memory, parameters } = options
    const parts = partsOf(batch, partSize(network, batch, 'processor', memory))
    const room = parts.length * parts[0]!.size
    const dense = await DenseGradients.open(denseLayers(network), parameters, room, platform)
    return new ProcessorTrainer(options, platform, parts, dense)
  }

  async step(batch: Batch, settings: StepSettings): Promise<StepResult> {
    const { network, batch: size } = this.#options
    checkBatch(network, batch, size)
    const { part: session } = await this.#session(imagesKind(batch.images))
    const answers = new Answers(size, network.classes)
    for (const part of this.#parts) {
      const outputs = await session.run({ ...this.#feeds, ...partFeeds(partOf(batch, part), network) })
      answers.add(part, floatsOf(outputs, names.loss)[0]!, floatsOf(outputs, names.logits))
      this.#dense.add(part, outputs)
      this.#addSums(part, outputs)
    }
    const result = answers.result()
    const scale = await this.#gradientScale()
    for await (const { parameter, first, gradient } of this.#gradients()) {
      const [weight, velocity] = [this.#parameters, this.#velocities].map((tensors) =>
        tensors.get(parameter)!.data.subarray(first, first + gradient.length),
      )
      momentumStep(weight!, velocity!, gradient, ratesOf(kindOf(parameter), settings), scale)
    }
    return result
  }

  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    return this.#predictor.predict(images, count)
  }

  activity(images: Uint8Array | Float32Array, count: number): Promise<ReadonlyMap<string, Float32Array>> {
    return this.#predictor.activity(images, count)
  }

  read(): Promise<{ parameters: Tensors; velocities: Tensors }> {
    return Promise.resolve({ parameters: this.#parameters, velocities: this.#velocities })
  }

  async close(): Promise<void> {
    await this.#predictor.close()
    await this.#compiled?.part.close()
    this.#compiled = undefined
    await this.#dense.close()
  }

  #addSums({ first }: Part, outputs: Feeds): void {
    for (const [name, { data: sum }] of this.#sums) {
      const gradient = floatsOf(outputs, names.gradient(name))
      if (first === 0) sum.set(gradient)
      else for (let i = 0; i < sum.length; i++) sum[i]! += gradient[i]!
    }
  }

  async *#gradients(): AsyncGenerator<GradientBlock> {
    for (const [parameter, { data }] of this.#sums) yield { parameter, first: 0, gradient: data }
    yield* this.#dense.gradients()
  }

  /** min(1, limit / ‖g‖) over all parameters (Pascanu, Mikolov, Bengio 2013, algorithm 1). */
  async #gradientScale(): Promise<number> {
    const limit = this.#options.gradientNormLimit
    if (limit === undefined) return 1
    let squares = 0
    for await (const { gradient } of this.#gradients()) {
      for (const value of gradient) squares += value ** 2
    }
    return Math.min(1, limit / Math.sqrt(squares))
  }

  async #session(images: GraphOptions['images']): Promise<Compiled> {
    if (this.#compiled?.images !== images) {
      await this.#compiled?.part.close()
      const { network, normalisation, labelSmoothing = 0 } = this.#options
      const batch = this.#parts[0]!.size
      const graph = partGraph({ network, normalisation, labelSmoothing, batch, images, platform: this.#platform })
      this.#compiled = { images, part: await Session.open(graph, this.#platform) }
    }
    return this.#compiled
  }
}

function mapTensors(tensors: Tensors, data: (name: string, tensor: Tensor) => Float32Array): Tensors {
  return new Map([...tensors].map(([name, tensor]) => [name, { shape: tensor.shape, data: data(name, tensor) }]))
}
