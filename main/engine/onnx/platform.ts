/** What ONNX Runtime computes on, and what graphs and sessions must know of it. */

export type Provider = 'cpu' | 'webgpu' | 'dml' | 'coreml' | 'cuda'

export interface Platform {
  readonly provider: Provider
  /** Processor threads of a session. */
  readonly threads: number
  /** Channels a block in the processor's layout for convolutions; `null` where there is none. */
  readonly blockSize: number | null
}

/** Whether tensors may stay on the device from one run to the next. */
export function keepsTensors({ provider }: Platform): boolean {
  return provider === 'webgpu'
}

/** Whether max-pooling can tell where each maximum was. */
export function tellsPlaces({ provider }: Platform): boolean {
  return provider === 'cpu'
}
