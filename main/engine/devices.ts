/** What this program can compute on, by the name that a person gives: the one place that knows every engine. */
import type { DeviceId } from '../../preload/contract/system.ts'
import { deviceCandidates } from '../../preload/contract/system.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { EngineError } from './engine.ts'
import { createOnnxEngine } from './onnx/onnx-engine.ts'
import { createTensorflowEngine, tensorflowBackends } from './tensorflow/tensorflow-engine.ts'

/**
 * Opens an engine on the named device; `auto`, where nobody chose, is the CPU. Throws `EngineError` where the device
 * is not known or its library does not load; what else keeps it from work shows with the first network.
 */
export async function createEngine(device: string, options: EngineOptions): Promise<Engine> {
  const candidate = deviceCandidates.find(({ id }) => id === device || (device === 'auto' && id === 'cpu'))
  if (candidate === undefined) {
    const choices = ['auto', ...deviceCandidates.map(({ id }) => id)].join(', ')
    throw new EngineError('device-unavailable', `There is no device “${device}”. Choose one of: ${choices}.`)
  }
  return open(candidate.id, options)
}

function open(device: DeviceId, options: EngineOptions): Promise<Engine> {
  switch (device) {
    case 'tensorflow-cuda':
      return createTensorflowEngine(tensorflowBackends.cuda)
    case 'tensorflow-cpu':
      return createTensorflowEngine(tensorflowBackends.native)
    case 'cuda':
    case 'webgpu':
    case 'dml':
    case 'coreml':
    case 'cpu':
      return createOnnxEngine({ ...options, provider: device })
    default:
      return device satisfies never
  }
}
