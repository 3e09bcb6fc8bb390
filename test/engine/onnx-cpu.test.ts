import { describe, expect, it } from 'vitest'
import { createOnnxEngine } from '../../main/engine/onnx/onnx-engine.ts'
import { conformance } from './conformance.ts'
import { goldenBatch, goldenParameters, goldenSettings, goldenStep, readGolden } from './inputs.ts'

const engine = await createOnnxEngine({ threads: 2 })

describe('ONNX Runtime on the CPU', () => {
  conformance(engine)

  it('gives the same bytes for the same seed and threads', async () => {
    const golden = readGolden('alexnet')
    const { spec } = golden
    const normalisation = { mean: [0, 0, 0], scale: 1 } as const
    const train = async () => {
      const trainer = await engine.trainer({
        network: spec,
        normalisation,
        batch: goldenBatch,
        parameters: goldenParameters(spec),
      })
      for (let step = 0; step < 20; step++) await trainer.step(goldenStep(golden, step), goldenSettings)
      const { parameters } = await trainer.read()
      await trainer.close()
      return parameters
    }
    expect(await train()).toEqual(await train())
  })
})
