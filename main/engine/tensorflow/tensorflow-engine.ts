/** The engine over TensorFlow.js: the same networks on its API, for NVIDIA's CUDA where its library loads. */
import * as tf from '@tensorflow/tfjs-core'
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
    description: 'NVIDIA GPU through TensorFlow and CUDA',
  },
  native: {
    device: 'tensorflow-cpu',
    package: '@tensorflow/tfjs-node',
    backend: 'tensorflow',
    description: 'CPU through TensorFlow',
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
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new EngineError('device-unavailable', `${name} cannot be loaded: ${String(reason)}`, { cause: error })
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
