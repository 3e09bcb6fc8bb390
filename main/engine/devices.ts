/** What this program can compute on, by the name that a person gives: the one place that knows every engine. */
import { type Engine, EngineError, type EngineOptions } from './engine.ts'
import { createOnnxEngine } from './onnx/onnx-engine.ts'

/** Device names that `createEngine` takes besides `auto`, fastest first. */
export const deviceNames = ['cpu'] as const

/** Opens an engine on the named device; `auto` takes the fastest. Throws `EngineError` where there is none. */
export async function createEngine(device: string, options: EngineOptions): Promise<Engine> {
  if (device === 'auto' || device === 'cpu') return createOnnxEngine(options)
  throw new EngineError(
    'device-unavailable',
    `There is no device “${device}” here. Choose one of: auto, ${deviceNames.join(', ')}.`,
  )
}
