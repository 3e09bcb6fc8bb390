/** The engine over ONNX Runtime's CPU provider: compiles a network into graphs and runs them. */
import { availableParallelism } from 'node:os'
import { checkParameters } from '../check.ts'
import type { Engine, EngineOptions, PredictorOptions, TrainerOptions } from '../engine.ts'
import { findBlockSize } from './block-size.ts'
import { OnnxPredictor } from './predictor.ts'
import { OnnxTrainer } from './trainer.ts'

/** Opens the engine; `threads` 0 takes every core. Throws `EngineError` where ONNX Runtime cannot be loaded. */
export async function createOnnxEngine({ threads }: EngineOptions): Promise<Engine> {
  const used = threads === 0 ? availableParallelism() : threads
  const device = { threads: used, blockSize: await findBlockSize() }
  return {
    device: 'cpu',
    description: `CPU, ${String(used)} ${used === 1 ? 'thread' : 'threads'}`,
    trainer(options: TrainerOptions) {
      checkParameters(options.network, options.parameters)
      return Promise.resolve(new OnnxTrainer(options, device))
    },
    predictor(options: PredictorOptions) {
      checkParameters(options.network, options.parameters)
      return Promise.resolve(new OnnxPredictor(options, device))
    },
  }
}
