/** Answers: logits of pictures, from a graph for each batch size that is asked for. */
import { checkImages } from '../check.ts'
import type { Normalisation, Predictor } from '../engine.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { imagesKind, imageTensor } from './feeds.ts'
import { answerGraph, type GraphOptions, names } from './network-graph.ts'
import type { Platform } from './platform.ts'
import { type Feeds, Session } from './session.ts'

/** How many sizes and kinds of batches keep their session: a run uses one for whole batches and one for the rest. */
const keptSessions = 3

export interface AnswerOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  /** The parameters at the time of each answer. */
  readonly parameters: () => Feeds
}

export class OnnxPredictor implements Predictor {
  readonly #options: AnswerOptions
  readonly #platform: Platform
  readonly #sessions = new Map<string, Session>()

  constructor(options: AnswerOptions, platform: Platform) {
    this.#options = options
    this.#platform = platform
  }

  async predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    checkImages(this.#options.network, images, count)
    const session = await this.#session(count, imagesKind(images))
    const outputs = await session.run({
      ...this.#options.parameters(),
      [names.images]: imageTensor(images, count, this.#options.network.crop),
    })
    return outputs[names.logits]!.data as Float32Array
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.values()) await session.close()
    this.#sessions.clear()
  }

  async #session(batch: number, images: GraphOptions['images']): Promise<Session> {
    const key = `${images} ${String(batch)}`
    const kept = this.#sessions.get(key)
    if (kept !== undefined) return kept
    const { network, normalisation } = this.#options
    const graph = answerGraph({ network, normalisation, batch, images, platform: this.#platform })
    const session = await Session.open(graph, this.#platform)
    this.#sessions.set(key, session)
    const [oldest] = this.#sessions
    if (this.#sessions.size > keptSessions && oldest !== undefined) {
      this.#sessions.delete(oldest[0])
      await oldest[1].close()
    }
    return session
  }
}
