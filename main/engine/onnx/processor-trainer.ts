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
import { names } from './names.ts'
import type { GraphOptions } from './network-graph.ts'
import type { Platform } from './platform.ts'
import { OnnxPredictor } from './predictor.ts'
import { type Feeds, floatsOf, OnnxTensor, Session } from './session.ts'
import { denseLayers, partGraph } from './training-graphs.ts'
import { UpdateMemory } from './update-memory.ts'

interface Compiled {
  readonly images: GraphOptions['images']
  readonly part: Session
}

/** What a trainer has of its own; parameters, velocities and gradients lie in `memory`. */
interface Own {
  readonly platform: Platform
  readonly parts: readonly Part[]
  readonly memory: UpdateMemory
  readonly parameters: Tensors
  readonly velocities: Tensors
  /** Gradients of a part, of what no dense layer has, and their sums over the parts before. */
  readonly gradients: Tensors
  readonly sums: Tensors
  readonly dense: DenseGradients
}

export class ProcessorTrainer implements Trainer {
  readonly #options: TrainingOptions
  readonly #own: Own
  readonly #feeds: Feeds
  readonly #predictor: OnnxPredictor
  #compiled: Compiled | undefined

  private constructor(options: TrainingOptions, own: Own) {
    this.#options = options
    this.#own = own
    this.#feeds = parameterFeeds(own.parameters)
    const { network, normalisation } = options
    const { parts, platform } = own
    const pictures = parts[0]!.size
    this.#predictor = new OnnxPredictor({ network, normalisation, pictures, parameters: () => this.#feeds }, platform)
  }

  static async open(options: TrainerOptions, platform: Platform): Promise<ProcessorTrainer> {
    const { parameters, velocities, memory: limit, ...training } = options
    const { network, batch } = training
    const parts = partsOf(batch, partSize(network, batch, 'processor', limit))
    const layers = denseLayers(network)
    const summed = [...parameters].filter(([name]) => !layers.some((layer) => name.startsWith(`${layer}.`)))
    const memory = new UpdateMemory([
      ...[...parameters.values()].flatMap(({ data }) => [data.length, data.length]),
      ...summed.flatMap(([, { data }]) => [data.length, data.length]),
      ...DenseGradients.placeLengths(layers, parameters),
    ])
    const zeros = () => mapTensors(new Map(summed), (_, { data }) => memory.floats(data.length))
    return new ProcessorTrainer(training, {
      platform,
      parts,
      memory,
      parameters: mapTensors(parameters, (_, { data }) => memory.copyOf(data)),
      velocities: mapTensors(parameters, (name, { data }) => {
        const begun = velocities?.get(name)
        return begun === undefined ? memory.floats(data.length) : memory.copyOf(begun.data)
      }),
      gradients: zeros(),
      sums: zeros(),
      dense: await DenseGradients.open(layers, {
        parameters,
        room: parts.length * parts[0]!.size,
        memory,
        platform,
      }),
    })
  }

  async step(batch: Batch, settings: StepSettings): Promise<StepResult> {
    const { network, batch: size } = this.#options
    const { parts, dense, memory, parameters, velocities, gradients, sums } = this.#own
    checkBatch(network, batch, size)
    const { part: session } = await this.#session(imagesKind(batch.images))
    const answers = new Answers(size, network.classes)
    for (const part of parts) {
      const outputs = await session.run(
        { ...this.#feeds, ...partFeeds(partOf(batch, part), network) },
        { ...dense.places(part), ...gradientPlaces(part.first === 0 ? sums : gradients) },
      )
      answers.add(part, floatsOf(outputs, names.loss)[0]!, floatsOf(outputs, names.logits))
      if (part.first > 0) for (const [name, { data }] of gradients) memory.add(sums.get(name)!.data, data)
    }
    const result = answers.result()
    const scale = await this.#gradientScale()
    for await (const { parameter, first, gradient } of this.#gradients()) {
      const there = (tensors: Tensors) => tensors.get(parameter)!.data.subarray(first, first + gradient.length)
      memory.update(there(parameters), there(velocities), gradient, ratesOf(kindOf(parameter), settings), scale)
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
    const { parameters, velocities } = this.#own
    return Promise.resolve({ parameters, velocities })
  }

  async close(): Promise<void> {
    await this.#predictor.close()
    await this.#compiled?.part.close()
    this.#compiled = undefined
    await this.#own.dense.close()
  }

  async *#gradients(): AsyncGenerator<GradientBlock> {
    for (const [parameter, { data }] of this.#own.sums) yield { parameter, first: 0, gradient: data }
    yield* this.#own.dense.gradients()
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
      const { parts, platform } = this.#own
      const batch = parts[0]!.size
      const graph = partGraph({ network, normalisation, labelSmoothing, batch, images, platform })
      this.#compiled = { images, part: await Session.open(graph, platform) }
    }
    return this.#compiled
  }
}

function gradientPlaces(tensors: Tensors): Feeds {
  return Object.fromEntries(
    [...tensors].map(([name, { shape, data }]) => [names.gradient(name), new OnnxTensor('float32', data, shape)]),
  )
}

function mapTensors(tensors: Tensors, data: (name: string, tensor: Tensor) => Float32Array): Tensors {
  return new Map([...tensors].map(([name, tensor]) => [name, { shape: tensor.shape, data: data(name, tensor) }]))
}
