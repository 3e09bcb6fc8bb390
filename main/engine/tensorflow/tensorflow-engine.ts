/** The engine over TensorFlow.js: the same networks on its API, for NVIDIA's CUDA where its library loads. */
import * as tf from '@tensorflow/tfjs-core'
import { deviceName } from '../../../preload/contract/system.ts'
import { checkParameters } from '../check.ts'
import { type Engine, EngineError, type PredictorOptions, type TrainerOptions } from '../engine.ts'
import { TensorflowPredictor } from './answer.ts'
import { TensorflowTrainer } from './trainer.ts'

/** A package that registers a backend, and how its device is called. */
export interface TensorflowBackend {
  readonly device: string
  readonly package: string
  /** The name that the package registers. */
  readonly backend: string
  readonly description: string
}

export const tensorflowBackends = {
  cuda: {
    device: 'tensorflow-cuda',
    package: '@tensorflow/tfjs-node-gpu',
    backend: 'tensorflow',
    description: deviceName('tensorflow-cuda'),
  },
  native: {
    device: 'tensorflow-cpu',
    package: '@tensorflow/tfjs-node',
    backend: 'tensorflow',
    description: deviceName('tensorflow-cpu'),
  },
} as const satisfies Record<string, TensorflowBackend>

/** Opens the engine. Throws `EngineError` with the loader's own words where the package or its library is not there. */
export async function createTensorflowEngine({
  device,
  package: name,
  backend,
  description,
}: TensorflowBackend): Promise<Engine> {
  try {
    await import(name)
    if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} did not start`)
  } catch (error) {
    throw new EngineError('device-unavailable', reasonWhy(name, error), { cause: error })
  }
  return {
    device,
    description,
    // Asynchronous, so that a refusal is a rejected promise.
    async trainer(options: TrainerOptions) {
      checkParameters(options.network, options.parameters)
      return new TensorflowTrainer(options)
    },
    async predictor(options: PredictorOptions) {
      checkParameters(options.network, options.parameters)
      return new TensorflowPredictor(options)
    },
  }
}

function reasonWhy(name: string, error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') {
    return `The optional package ${name} is not installed. “npm install ${name}” adds it where its library can be downloaded.`
  }
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  if (reason.includes('tfjs_binding.node')) {
    return `The native library of ${name} is not installed. “npm rebuild ${name}” downloads it, where that can be reached.`
  }
  return `${name} cannot be loaded: ${reason}`
}
