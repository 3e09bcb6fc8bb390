/** An ONNX Runtime session over a graph: made, run with checked names, closed. */
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node'
import { EngineError } from '../engine.ts'
import type { Graph } from './graph.ts'

export type Feeds = Readonly<Record<string, OnnxTensor>>

export class Session {
  readonly #session: InferenceSession

  private constructor(session: InferenceSession) {
    this.#session = session
  }

  /** Throws `EngineError` where ONNX Runtime refuses the graph or the memory for it. */
  static async open(graph: Graph, threads: number): Promise<Session> {
    try {
      return new Session(
        await InferenceSession.create(graph.encode(), {
          executionProviders: ['cpu'],
          intraOpNumThreads: threads,
          logSeverityLevel: 3,
          // A hundred times slower arithmetic on denormal numbers otherwise, as soon as gradients are tiny.
          extra: { session: { set_denormal_as_zero: '1' } },
        }),
      )
    } catch (error) {
      throw asEngineError(error)
    }
  }

  /** Runs the graph; the outputs' data belong to the caller. */
  async run(feeds: Feeds): Promise<Readonly<Record<string, OnnxTensor>>> {
    try {
      return await this.#session.run(feeds)
    } catch (error) {
      throw asEngineError(error)
    }
  }

  async close(): Promise<void> {
    await this.#session.release()
  }
}

function asEngineError(error: unknown): EngineError {
  const message = error instanceof Error ? error.message : String(error)
  return /alloc|out of memory|OOM/i.test(message)
    ? new EngineError('out-of-memory', 'There is too little memory for this network at this batch size: choose a smaller batch.', { cause: error })
    : new EngineError('device-unavailable', `ONNX Runtime refused the network: ${message}`, { cause: error })
}

export { OnnxTensor }
