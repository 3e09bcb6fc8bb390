import { expect, it } from 'vitest'
import { momentumCode } from '../../../main/engine/onnx/momentum-code.ts'
import { momentumStep } from '../../../main/engine/onnx/momentum.ts'
import { ratesOf } from '../../../main/engine/rates.ts'
import { assemble } from '../../support/assemble.ts'

it('runs what stands in momentum.wat', async () => {
  expect(momentumCode).toBe(await assemble('main/engine/onnx/momentum.wat'))
})

it('follows the paper’s rule: v ← μ·v − λ·ε·w − ε·g; w ← w + v', () => {
  const [weight, velocity] = [Float32Array.of(1, -2), Float32Array.of(0.5, 0)]
  momentumStep(weight, velocity, Float32Array.of(0.5, -1), { momentum: 0.5, learningRate: 0.5, decay: 0.125 })
  expect([...velocity]).toEqual([0.25 - 0.125 - 0.25, 0.25 + 0.5])
  expect([...weight]).toEqual([1 - 0.125, -2 + 0.75])
})

it('updates each of many numbers once, up to the last', () => {
  const count = 2 * 8192 + 5
  const ramp = (slope: number) => Float32Array.from({ length: count }, (_, index) => slope * (index + 1))
  const [weight, velocity] = [ramp(2), ramp(4)]
  momentumStep(weight, velocity, ramp(8), { momentum: 0.5, learningRate: 0.25, decay: 0.125 })
  // 4·0.5 − 2·0.125 − 8·0.25, and 2 more.
  expect(velocity).toEqual(ramp(-0.25))
  expect(weight).toEqual(ramp(1.75))
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
