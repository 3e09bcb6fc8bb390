/** An ONNX Runtime session over a graph: made, run, closed. */
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node'
import { deviceName } from '../../../preload/contract/system.ts'
import { EngineError } from '../engine.ts'
import type { Graph } from './graph.ts'
import type { Platform, Provider } from './platform.ts'

export { OnnxTensor }
export type Feeds = Readonly<Record<string, OnnxTensor>>

export interface SessionOptions {
  /** Outputs that stay on the device; all others come back as arrays. */
  readonly resident?: readonly string[]
}

/**
 * Without ONNX Runtime's rewriting of graphs: 1.30 makes one of a reshape, a transpose of a matrix and a reshape, which is
 * 10 to 20 times as slow. Without its plan of all memory, which holds a second copy of most of it and saves no time.
 */
const processorOptions = { graphOptimizationLevel: 'disabled', enableMemPattern: false } as const

/** The numbers of an output that came back to the processor. */
export function floatsOf(outputs: Feeds, name: string): Float32Array {
  return outputs[name]!.data as Float32Array
}

export class Session {
  readonly #session: InferenceSession
  readonly #provider: Provider
  /** Outputs for which nobody has a place. */
  readonly #unplaced: Readonly<Record<string, null>>

  private constructor(session: InferenceSession, provider: Provider) {
    this.#session = session
    this.#provider = provider
    this.#unplaced = Object.fromEntries(session.outputNames.map((name) => [name, null]))
  }

  /** Throws `EngineError` where ONNX Runtime refuses the device, the graph, or the memory for it. */
  static async open(graph: Graph, platform: Platform, { resident = [] }: SessionOptions = {}): Promise<Session> {
    const { provider, threads } = platform
    const locations = graph.outputNames.map((name) => [name, resident.includes(name) ? 'gpu-buffer' : 'cpu'] as const)
    try {
      const session = await InferenceSession.create(graph.encode(), {
        executionProviders: [provider],
        intraOpNumThreads: threads,
        logSeverityLevel: 3,
        ...(provider === 'cpu' && processorOptions),
        ...(resident.length > 0 && { preferredOutputLocation: Object.fromEntries(locations) }),
        extra: {
          session: {
            // A hundred times slower arithmetic on denormal numbers otherwise, as soon as gradients are tiny.
            set_denormal_as_zero: '1',
            // An operator that the device lacks is an error here rather than a slow surprise later.
            disable_cpu_ep_fallback: provider === 'cpu' ? '0' : '1',
          },
        },
      })
      return new Session(session, provider)
    } catch (error) {
      throw asEngineError(error, provider, 'open')
    }
  }

  /**
   * Runs the graph. Outputs that have a tensor in `places` are written there, the others into fresh memory; those on the
   * device are disposed of by the caller.
   */
  async run(feeds: Feeds, places: Feeds = {}): Promise<Feeds> {
    try {
      const outputs = await this.#session.run(feeds, { ...this.#unplaced, ...places })
      for (const name of Object.keys(places)) free(floatsOf(outputs, name))
      return { ...outputs, ...places }
    } catch (error) {
      throw asEngineError(error, this.#provider, 'run')
    }
  }

  async close(): Promise<void> {
    await this.#session.release()
  }
}

/**
 * Gives the array's memory back now. ONNX Runtime 1.30 for Node copies each output, also one that has a place; freed at
 * once, the same memory serves the next one, where fresh memory costs a quarter of a training step.
 */
function free({ buffer }: Float32Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0)
}

function asEngineError(error: unknown, provider: Provider, during: 'open' | 'run'): EngineError {
  const message = error instanceof Error ? error.message : String(error)
  const cause = { cause: error }
  if (/alloc|out of memory|OOM/i.test(message)) {
    const advice = `${deviceName(provider)} has too little memory for this network at this batch size: choose a smaller batch, or limit the memory of a step.`
    return new EngineError('out-of-memory', advice, cause)
  }
  if (during === 'run') {
    const advice = `${deviceName(provider)} stopped in the middle of its work (${message}). Resume the run, or choose another device.`
    return new EngineError('device-lost', advice, cause)
  }
  return new EngineError('device-unavailable', reasonWhy(provider, message), cause)
}

/** The commonest reasons in plain words, the others in ONNX Runtime's. */
function reasonWhy(provider: Provider, message: string): string {
  if (provider === 'webgpu' && message.includes('Failed to get a WebGPU adapter')) {
    return 'No graphics card with a working Vulkan, Direct3D 12 or Metal driver was found; a newer driver may help.'
  }
  if (provider === 'cuda' && message.includes('Failed to load shared library')) {
    return 'ONNX Runtime’s CUDA library is not installed; WebGPU drives NVIDIA cards without it.'
  }
  return `ONNX Runtime cannot compute this on ${provider}: ${message}`
}
