/**
 * Training with parameters and velocities on the device: the graph updates them, and only images go there and only the
 * loss and the logits come back.
 */
import { checkBatch } from '../check.ts'
import type { Batch, StepResult, StepSettings, Tensor, Tensors, Trainer, TrainerOptions } from '../engine.ts'
import { batchFeeds, finiteLoss, imagesKind, parameterFeeds } from './feeds.ts'
import { Graph } from './graph.ts'
import { type GraphOptions, names, stepGraph } from './network-graph.ts'
import type { Platform } from './platform.ts'
import { OnnxPredictor } from './predictor.ts'
import { type Feeds, OnnxTensor, Session } from './session.ts'

interface Compiled {
  readonly images: GraphOptions['images']
  readonly session: Session
}

export class ResidentTrainer implements Trainer {
  readonly #options: TrainerOptions
  readonly #platform: Platform
  readonly #predictor: OnnxPredictor
  #parameters: Feeds
  /** By the names of the graph's inputs. */
  #velocities: Feeds
  #compiled: Compiled | undefined

  constructor(options: TrainerOptions, platform: Platform) {
    this.#options = options
    this.#platform = platform
    this.#parameters = parameterFeeds(options.parameters)
    const velocities = [...options.parameters].map(([name, { shape, data }]): [string, Tensor] => [
      names.velocity(name),
      options.velocities?.get(name) ?? { shape, data: new Float32Array(data.length) },
    ])
    this.#velocities = parameterFeeds(new Map(velocities))
    this.#predictor = new OnnxPredictor({ ...options, parameters: () => this.#parameters }, platform)
  }

  async step(batch: Batch, { learningRate, momentum, weightDecay }: StepSettings): Promise<StepResult> {
    const { network, batch: size } = this.#options
    checkBatch(network, batch, size)
    const session = await this.#session(imagesKind(batch.images))
    const outputs = await session.run({
      ...this.#parameters,
      ...this.#velocities,
      ...batchFeeds(batch, network, size),
      [names.learningRate]: scalar(learningRate),
      [names.momentum]: scalar(momentum),
      [names.decay]: scalar(weightDecay * learningRate),
    })
    const next = (feeds: Feeds): Feeds =>
      Object.fromEntries(Object.keys(feeds).map((name) => [name, outputs[names.next(name)]!]))
    const [parameters, velocities] = [next(this.#parameters), next(this.#velocities)]
    try {
      const loss = finiteLoss(outputs)
      disposeOf(this.#parameters, this.#velocities)
      this.#parameters = parameters
      this.#velocities = velocities
      return { loss, logits: outputs[names.logits]!.data as Float32Array }
    } catch (error) {
      disposeOf(parameters, velocities)
      throw error
    }
  }

  predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    return this.#predictor.predict(images, count)
  }

  async read(): Promise<{ parameters: Tensors; velocities: Tensors }> {
    return { parameters: await this.#download(this.#parameters), velocities: await this.#download(this.#velocities) }
  }

  async close(): Promise<void> {
    // Before the session that made them: it takes their memory with it.
    disposeOf(this.#parameters, this.#velocities)
    await this.#predictor.close()
    await this.#compiled?.session.close()
    this.#compiled = undefined
  }

  async #session(images: GraphOptions['images']): Promise<Session> {
    if (this.#compiled?.images !== images) {
      await this.#compiled?.session.close()
      const { network, normalisation, batch } = this.#options
      const graph = stepGraph({ network, normalisation, batch, images, platform: this.#platform })
      const resident = graph.outputNames.filter((name) => name !== names.loss && name !== names.logits)
      this.#compiled = { images, session: await Session.open(graph, this.#platform, { resident }) }
    }
    return this.#compiled.session
  }

  /** Copies by parameter name, one tensor at a time: a graph whose output is its input brings it to the processor. */
  async #download(feeds: Feeds): Promise<Tensors> {
    const tensors = new Map<string, Tensor>()
    for (const [name, tensor] of Object.entries(feeds)) {
      tensors.set(name.replace(names.velocity(''), ''), { shape: tensor.dims, data: await this.#fetch(tensor) })
    }
    return tensors
  }

  /** `getData` of a tensor on the device ends the process, so a session brings it. */
  async #fetch(tensor: OnnxTensor): Promise<Float32Array> {
    if (tensor.location === 'cpu') return (tensor.data as Float32Array).slice()
    const graph = new Graph()
    const input = graph.input('device', tensor.dims)
    graph.output('host', graph.add('Identity', [input], { shape: input.shape }))
    const session = await Session.open(graph, this.#platform)
    const { host } = await session.run({ device: tensor })
    await session.close()
    return host!.data as Float32Array
  }
}

function scalar(value: number): OnnxTensor {
  return new OnnxTensor('float32', Float32Array.of(value), [])
}

/** Gives the device its memory back; tensors in the processor's memory need nothing. */
function disposeOf(...all: readonly Feeds[]): void {
  for (const tensor of all.flatMap((feeds) => Object.values(feeds))) {
    if (tensor.location !== 'cpu') tensor.dispose()
  }
}
