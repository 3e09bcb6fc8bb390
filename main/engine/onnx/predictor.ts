/** Answers: logits of pictures, from a graph for each batch size that is asked for. */
import { checkImages } from '../check.ts'
import type { Normalisation, Predictor, Tensors } from '../engine.ts'
import type { NetworkSpec } from '../../network/spec.ts'
import { answerGraph, type GraphOptions, names } from './network-graph.ts'
import { type Feeds, OnnxTensor, Session } from './session.ts'

/** What the processor gives to a session. */
export interface Processor {
  readonly threads: number
  readonly blockSize: number | null
}

/** How many sizes and kinds of batches keep their session: a run uses one for whole batches and one for the rest. */
const keptSessions = 3

export interface PredictorParts {
  readonly network: NetworkSpec
  readonly normalisation: Normalisation
  readonly parameters: Tensors
}

export class OnnxPredictor implements Predictor {
  readonly #parts: PredictorParts
  readonly #processor: Processor
  readonly #parameters: Feeds
  readonly #sessions = new Map<string, Session>()

  constructor(parts: PredictorParts, processor: Processor) {
    this.#parts = parts
    this.#processor = processor
    this.#parameters = parameterFeeds(parts.parameters)
  }

  async predict(images: Uint8Array | Float32Array, count: number): Promise<Float32Array> {
    checkImages(this.#parts.network, images, count)
    const session = await this.#session(count, imagesKind(images))
    const outputs = await session.run({
      ...this.#parameters,
      [names.images]: imageTensor(images, count, this.#parts.network.crop),
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
    const { network, normalisation } = this.#parts
    const options = { network, normalisation, batch, images, blockSize: this.#processor.blockSize }
    const session = await Session.open(answerGraph(options), this.#processor.threads)
    this.#sessions.set(key, session)
    const [oldest] = this.#sessions
    if (this.#sessions.size > keptSessions && oldest !== undefined) {
      this.#sessions.delete(oldest[0])
      await oldest[1].close()
    }
    return session
  }
}

/** Tensors over the parameters' own memory: what changes there is what the next run reads. */
export function parameterFeeds(parameters: Tensors): Feeds {
  return Object.fromEntries([...parameters].map(([name, { shape, data }]) => [name, new OnnxTensor('float32', data, shape)]))
}

export function imagesKind(images: Uint8Array | Float32Array): GraphOptions['images'] {
  return images instanceof Uint8Array ? 'bytes' : 'floats'
}

export function imageTensor(images: Uint8Array | Float32Array, count: number, crop: number): OnnxTensor {
  return images instanceof Uint8Array
    ? new OnnxTensor('uint8', images, [count, crop, crop, 3])
    : new OnnxTensor('float32', images, [count, 3, crop, crop])
}
