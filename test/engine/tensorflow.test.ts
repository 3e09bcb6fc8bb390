import * as tf from '@tensorflow/tfjs-core'
// The native packages bring the gradients themselves.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js'
import { describe, expect, it } from 'vitest'
import { createTensorflowEngine, tensorflowBackends } from '../../main/engine/tensorflow/tensorflow-engine.ts'
import { conformance, smallGoldens } from './conformance.ts'
import { goldenParameters, goldenSettings, readGolden } from './inputs.ts'

const engine = await createTensorflowEngine({
  device: 'tensorflow-script',
  package: '@tensorflow/tfjs-backend-cpu',
  backend: 'cpu',
  description: "CPU through TensorFlow.js's own backend",
})

describe("TensorFlow.js on its own 'cpu' backend", () => {
  conformance(engine, smallGoldens)

  it('holds as many tensors after a hundred steps as after one, and none when closed', async () => {
    const network = { ...readGolden('lenet').spec, crop: 16, width: 0.5 }
    const before = tf.memory().numTensors
    const parameters = goldenParameters(network)
    const trainer = await engine.trainer({
      network,
      normalisation: { mean: [0, 0, 0], scale: 1 },
      batch: 1,
      parameters,
    })
    const batch = { images: new Uint8Array(3 * network.crop ** 2).fill(100), labels: Int32Array.of(2) }
    await trainer.step(batch, goldenSettings)
    const held = tf.memory().numTensors
    for (let step = 1; step < 100; step++) await trainer.step(batch, goldenSettings)
    await trainer.predict(batch.images, 1)
    await trainer.read()
    expect(tf.memory().numTensors).toBe(held)
    await trainer.close()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('says in one sentence that a package is not there', async () => {
    const missing = { ...tensorflowBackends.cuda, package: '@tensorflow/tfjs-node-gpu-that-is-not-there' }
    await expect(createTensorflowEngine(missing)).rejects.toThrow(
      /^The optional package @tensorflow\/tfjs-node-gpu-that-is-not-there is not installed\./,
    )
  })
})
