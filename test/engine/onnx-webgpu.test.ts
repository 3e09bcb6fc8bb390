import { afterAll, describe, it } from 'vitest'
import { EngineError } from '../../main/engine/engine.ts'
import { useSwiftshader } from '../support/swiftshader.ts'
import { conformance, smallGoldens } from './conformance.ts'
import { goldenParameters, readGolden } from './inputs.ts'

useSwiftshader()
// After the device is chosen, since ONNX Runtime looks for it when it is loaded.
const { createOnnxEngine } = await import('../../main/engine/onnx/onnx-engine.ts')
const engine = await createOnnxEngine({ threads: 2, provider: 'webgpu' })

/** Why WebGPU cannot be used here, or `null`. */
async function reasonAgainst(): Promise<string | null> {
  const { spec } = readGolden('lenet')
  const options = {
    network: spec,
    normalisation: { mean: [0, 0, 0], scale: 1 },
    parameters: goldenParameters(spec),
  } as const
  try {
    const predictor = await engine.predictor(options)
    await predictor.predict(new Float32Array(3 * spec.crop ** 2), 1)
    // Open to the end: the device keeps its compiled shaders as long as one session does.
    afterAll(() => predictor.close())
    return null
  } catch (error) {
    if (error instanceof EngineError) return error.message
    throw error
  }
}

const reason = await reasonAgainst()

describe('ONNX Runtime on WebGPU', () => {
  if (reason === null) conformance(engine, smallGoldens)
  else it.skip(`has PyTorch's numbers (no adapter: ${reason})`)
})
