import { expect, it } from 'vitest'
import { momentumStep } from '../../../main/engine/onnx/momentum.ts'
import { ratesOf } from '../../../main/engine/rates.ts'

it('follows the paper’s rule: v ← μ·v − λ·ε·w − ε·g; w ← w + v', () => {
  const [weight, velocity] = [Float32Array.of(1, -2), Float32Array.of(0.5, 0)]
  momentumStep(weight, velocity, Float32Array.of(0.25, -1), { momentum: 0.9, learningRate: 0.5, decay: 0.05 })
  expect([...velocity]).toEqual([0.9 * 0.5 - 0.05 - 0.125, 0.1 + 0.5].map(Math.fround))
  expect([...weight]).toEqual([1 + (0.9 * 0.5 - 0.05 - 0.125), -2 + 0.6].map(Math.fround))
})

it('scales gradients, but not the weight decay', () => {
  const [weight, velocity] = [Float32Array.of(1), Float32Array.of(0)]
  momentumStep(weight, velocity, Float32Array.of(4), { momentum: 0.9, learningRate: 0.5, decay: 0.25 }, 0.125)
  expect(velocity[0]).toBe(-0.25 - 0.25)
})

it('gives biases a rate of their own, with weight decay or without', () => {
  const settings = { learningRate: 0.5, momentum: 0.9, weightDecay: 0.25 }
  expect(ratesOf('weight', { ...settings, biasRate: 2, biasDecay: false })).toEqual({
    momentum: 0.9,
    learningRate: 0.5,
    decay: 0.125,
  })
  expect(ratesOf('bias', settings)).toEqual(ratesOf('weight', settings))
  expect(ratesOf('bias', { ...settings, biasRate: 2 })).toEqual({ momentum: 0.9, learningRate: 1, decay: 0.25 })
  expect(ratesOf('bias', { ...settings, biasRate: 2, biasDecay: false }).decay).toBe(0)
})
