/** The engine over ONNX Runtime: compiles a network into graphs and runs them on one of its providers. */
import { availableParallelism } from 'node:os'
import { deviceName } from '../../../preload/contract/system.ts'
import { checkParameters } from '../check.ts'
import type { Engine, EngineOptions, PredictorOptions, TrainerOptions } from '../engine.ts'
import { partSize } from '../memory.ts'
import { findBlockSize } from './block-size.ts'
import { parameterFeeds } from './feeds.ts'
import { keepsTensors, type Platform, type Provider } from './platform.ts'
import { OnnxPredictor } from './predictor.ts'
import { ProcessorTrainer } from './processor-trainer.ts'
import { ResidentTrainer } from './resident-trainer.ts'

/** Most pictures that a predictor puts through a network at once. */
const mostPictures = 128

export interface OnnxEngineOptions extends EngineOptions {
  readonly provider?: Provider
}

/** Opens the engine; `threads` 0 takes every core. A device that cannot be used shows when a network is compiled. */
export async function createOnnxEngine({ threads, provider = 'cpu' }: OnnxEngineOptions): Promise<Engine> {
  const used = threads === 0 ? availableParallelism() : threads
  const blockSize = provider === 'cpu' ? await findBlockSize() : null
  const platform: Platform = { provider, threads: used, blockSize }
  return {
    device: provider,
    description: describe(platform),
    // Asynchronous, so that a refusal is a rejected promise.
    async trainer(options: TrainerOptions) {
      checkParameters(options.network, options.parameters)
      return keepsTensors(platform)
        ? new ResidentTrainer(options, platform)
        : await ProcessorTrainer.open(options, platform)
    },
    async predictor(options: PredictorOptions) {
      checkParameters(options.network, options.parameters)
      const feeds = parameterFeeds(options.parameters)
      const pictures = partSize(options.network, mostPictures, provider === 'cpu' ? 'processor' : 'card')
      return new OnnxPredictor({ ...options, pictures, parameters: () => feeds }, platform)
    },
  }
}

function describe({ provider, threads }: Platform): string {
  const name = deviceName(provider)
  return provider === 'cpu' ? `${name}, ${String(threads)} ${threads === 1 ? 'thread' : 'threads'}` : name
}
