/**
 * Training with parameters and velocities on the device: graphs update them, and only images go there and only the loss
 * and the logits come back. A batch that is too large for the device's memory goes there in parts, whose gradients are
 * summed on the device before the update.
 */
import { checkBatch, expectedParameters } from '../check.ts'
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
import { ratesOf } from '../rates.ts'
import { download } from './download.ts'
import { imagesKind, parameterFeeds, partFeeds } from './feeds.ts'
import type { Graph } from './graph.ts'
import { names } from './names.ts'
import type { GraphOptions } from './network-graph.ts'
import type { Platform } from './platform.ts'
import { OnnxPredictor } from './predictor.ts'
import { type Feeds, floatsOf, OnnxTensor, Session } from './session.ts'
import { stepGraph, sumGraph, updateGraph } from './training-graphs.ts'

/** A whole step, or the first part, each later part and the update. */
type Sessions =
  | { readonly images: GraphOptions['images']; readonly whole: Session }
  | {
      readonly images: GraphOptions['images']
      readonly first: Session
      readonly later: Session
      readonly update: Session
    }

export class ResidentTrainer implements Trainer {
  readonly #options: TrainingOptions
  readonly #platform: Platform
  readonly #parts: readonly Part[]
  readonly #predictor: OnnxPredictor
  #parameters: Feeds
  /** By the names of the graphs' inputs. */
  #velocities: Feeds
  #sessions: Sessions | undefined

  constructor(options: TrainerOptions, platform: Platform) {
    const { parameters, velocities: begun, memory, ...training } = options
    const { network, normalisation, batch } = training
    this.#options = training
    this.#platform = platform
    this.#parts = partsOf(batch, partSize(network, batch, 'card', memory))
    this.#parameters = parameterFeeds(parameters)
    const velocities = [...parameters].map(([name, { shape, data }]): [string, Tensor] => [
      names.velocity(name),
      begun?.get(name) ?? { shape, data: new Float32Array(data.length) },
    ])
    this.#velocities = parameterFeeds(new Map(velocities))
    const pictures = this.#parts[0]!.size
    this.#predictor = new OnnxPredictor(
      { network, normalisation, pictures, parameters: () => this.#parameters },
      platform,
    )
  }

  async step(batch: Batch, settings: StepSettings): Promise<StepResult> {
    const { network, batch: size } = this.#options
    checkBatch(network, batch, size)
    const sessions = await this.#open(imagesKind(batch.images))
    const answers = new Answers(size, network.classes)
    const outputs =
      'whole' in sessions
        ? await this.#stepWhole(sessions.whole, batch, settings, answers)
        : await this.#stepInParts(sessions, batch, settings, answers)
    const next = (feeds: Feeds) => pick(outputs, Object.keys(feeds))
    const [parameters, velocities] = [next(this.#parameters), next(this.#velocities)]
    try {
      const result = answers.result()
      disposeOf(this.#parameters, this.#velocities)
      this.#parameters = parameters
      this.#velocities = velocities
      return result
    } catch (error) {
      disposeOf(parameters, velocities)
      throw error
    }
  }

  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    return this.#predictor.predict(images, count)
  }

  activity(images: Uint8Array | Float32Array, count: number): Promise<ReadonlyMap<string, Float32Array>> {
    return this.#predictor.activity(images, count)
  }

  async read(): Promise<{ parameters: Tensors; velocities: Tensors }> {
    const velocities = await download(this.#velocities, this.#platform)
    return {
      parameters: await download(this.#parameters, this.#platform),
      velocities: new Map([...velocities].map(([name, tensor]) => [name.slice(names.velocity('').length), tensor])),
    }
  }

  async close(): Promise<void> {
    // Before the session that made them: it takes their memory with it.
    disposeOf(this.#parameters, this.#velocities)
    await this.#predictor.close()
    await this.#closeSessions()
  }

  async #stepWhole(whole: Session, batch: Batch, settings: StepSettings, answers: Answers): Promise<Feeds> {
    const [part] = this.#parts as [Part]
    const feeds = partFeeds(partOf(batch, part), this.#options.network)
    const outputs = await whole.run({ ...this.#parameters, ...this.#velocities, ...feeds, ...rateFeeds(settings) })
    answers.add(part, floatsOf(outputs, names.loss)[0]!, floatsOf(outputs, names.logits))
    return outputs
  }

  async #stepInParts(
    { first, later, update }: Extract<Sessions, { update: Session }>,
    batch: Batch,
    settings: StepSettings,
    answers: Answers,
  ): Promise<Feeds> {
    const sumNames = Object.keys(this.#parameters).map(names.sum)
    let sums: Feeds = {}
    for (const part of this.#parts) {
      const feeds = partFeeds(partOf(batch, part), this.#options.network)
      const outputs = await (part.first === 0 ? first : later).run({ ...this.#parameters, ...sums, ...feeds })
      answers.add(part, floatsOf(outputs, names.loss)[0]!, floatsOf(outputs, names.logits))
      disposeOf(sums)
      sums = pick(outputs, sumNames)
    }
    const outputs = await update.run({ ...this.#parameters, ...this.#velocities, ...sums, ...rateFeeds(settings) })
    disposeOf(sums)
    return outputs
  }

  async #open(images: GraphOptions['images']): Promise<Sessions> {
    if (this.#sessions?.images === images) return this.#sessions
    await this.#closeSessions()
    const { network, normalisation, labelSmoothing = 0, gradientNormLimit } = this.#options
    const batch = this.#parts[0]!.size
    const options = { network, normalisation, labelSmoothing, batch, images, platform: this.#platform }
    const open = (graph: Graph) => {
      const resident = graph.outputNames.filter((name) => name !== names.loss && name !== names.logits)
      return Session.open(graph, this.#platform, { resident })
    }
    this.#sessions =
      this.#parts.length === 1
        ? { images, whole: await open(stepGraph(options, { gradientNormLimit })) }
        : {
            images,
            first: await open(sumGraph(options, true)),
            later: await open(sumGraph(options, false)),
            update: await open(updateGraph(expectedParameters(network), { gradientNormLimit })),
          }
    return this.#sessions
  }

  async #closeSessions(): Promise<void> {
    if (this.#sessions === undefined) return
    const { images: _, ...sessions } = this.#sessions
    for (const session of Object.values(sessions)) await session.close()
    this.#sessions = undefined
  }
}

/** What leaves the graph as the next value of each of these inputs. */
function pick(outputs: Feeds, inputs: readonly string[]): Feeds {
  return Object.fromEntries(inputs.map((name) => [name, outputs[names.next(name)]!]))
}

function rateFeeds(settings: StepSettings): Feeds {
  const scalar = (value: number) => new OnnxTensor('float32', Float32Array.of(value), [])
  const ofKind = (kind: 'weight' | 'bias') => {
    const { learningRate, decay } = ratesOf(kind, settings)
    return { [names.learningRate(kind)]: scalar(learningRate), [names.decay(kind)]: scalar(decay) }
  }
  return { [names.momentum]: scalar(settings.momentum), ...ofKind('weight'), ...ofKind('bias') }
}

/** Gives the device its memory back; tensors in the processor's memory need nothing. */
function disposeOf(...all: readonly Feeds[]): void {
  for (const tensor of all.flatMap((feeds) => Object.values(feeds))) {
    if (tensor.location !== 'cpu') tensor.dispose()
  }
}
