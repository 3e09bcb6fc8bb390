import { expect, it } from 'vitest'
import { momentumStep } from '../../../main/engine/onnx/momentum.ts'

it('adds momentum, takes weight decay and gradient at the rate, and moves the weight', () => {
  const [weight, velocity] = [Float32Array.of(2, -4), Float32Array.of(0.5, 1)]
  momentumStep(weight, velocity, Float32Array.of(1, -8), { learningRate: 0.25, momentum: 0.5, weightDecay: 0.125 })
  // v = 0.5·v − 0.125·0.25·w − 0.25·g
  expect([...velocity]).toEqual([0.25 - 0.0625 - 0.25, 0.5 + 0.125 + 2])
  expect([...weight]).toEqual([2 - 0.0625, -4 + 2.625])
})
