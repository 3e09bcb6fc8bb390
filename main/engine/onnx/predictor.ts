/** Answers about pictures, as many at once as memory allows: logits, feature vectors, and which units are alive. */
import { checkImages } from '../check.ts'
import type { Normalisation, Predictor } from '../engine.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { activityGraph, answerGraph, featuresGraph } from './answer-graphs.ts'
import { imagesKind, imageTensor } from './feeds.ts'
import { names } from './names.ts'
import type { GraphOptions } from './network-graph.ts'
import type { Platform } from './platform.ts'
import { type Feeds, floatsOf, Session } from './session.ts'

/** How many graphs keep their session: a run uses one for whole parts of a batch and one for the rest. */
const keptSessions = 3

export interface AnswerOptions {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  /** Most pictures at once. */
  readonly pictures: number
  /** The parameters at the time of each answer. */
  readonly parameters: () => Feeds
}

type Images = Uint8Array | Float32Array
type Question = 'answer' | 'features' | 'activity'
const graphs = { answer: answerGraph, features: featuresGraph, activity: activityGraph } as const

export class OnnxPredictor implements Predictor {
  readonly #options: AnswerOptions
  readonly #platform: Platform
  readonly #sessions = new Map<string, Session>()

  constructor(options: AnswerOptions, platform: Platform) {
    this.#options = options
    this.#platform = platform
  }

  predict(images: Images, count: number): Promise<Float32Array> {
    return this.#rows('answer', names.logits, images, count)
  }

  features(images: Images, count: number): Promise<Float32Array> {
    return this.#rows('features', names.features, images, count)
  }

  /** As `Trainer.activity` says. */
  async activity(images: Images, count: number): Promise<ReadonlyMap<string, Float32Array>> {
    const shares = new Map<string, Float32Array>()
    for await (const { size, outputs } of this.#ask('activity', images, count)) {
      for (const name of Object.keys(outputs)) {
        const layer = name.slice(names.activity('').length)
        const part = floatsOf(outputs, name).map((share) => (share * size) / count)
        shares.set(layer, shares.get(layer)?.map((share, unit) => share + part[unit]!) ?? part)
      }
    }
    return shares
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.values()) await session.close()
    this.#sessions.clear()
  }

  /** An output [count, columns]. */
  async #rows(question: Question, name: string, images: Images, count: number): Promise<Float32Array> {
    let rows = new Float32Array()
    for await (const { first, size, outputs } of this.#ask(question, images, count)) {
      const part = floatsOf(outputs, name)
      const columns = part.length / size
      if (first === 0) rows = new Float32Array(count * columns)
      rows.set(part, first * columns)
    }
    return rows
  }

  async *#ask(question: Question, images: Images, count: number) {
    const { network, pictures, parameters } = this.#options
    checkImages(network, images, count)
    const length = images.length / count
    for (let first = 0; first < count; first += pictures) {
      const size = Math.min(pictures, count - first)
      const session = await this.#session(question, size, imagesKind(images))
      const part = images.subarray(first * length, (first + size) * length)
      const outputs = await session.run({ ...parameters(), [names.images]: imageTensor(part, size, network.crop) })
      yield { first, size, outputs }
    }
  }

  async #session(question: Question, batch: number, images: GraphOptions['images']): Promise<Session> {
    const key = `${question} ${images} ${String(batch)}`
    const kept = this.#sessions.get(key)
    if (kept !== undefined) return kept
    const { network, normalisation } = this.#options
    const graph = graphs[question]({ network, normalisation, batch, images, platform: this.#platform })
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
