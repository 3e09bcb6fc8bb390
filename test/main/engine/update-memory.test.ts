import { expect, it } from 'vitest'
import { momentumCode } from '../../../main/engine/onnx/momentum-code.ts'
import { UpdateMemory } from '../../../main/engine/onnx/update-memory.ts'
import { ratesOf } from '../../../main/engine/rates.ts'
import { assemble } from '../../support/assemble.ts'

it('runs what stands in momentum.wat', async () => {
  expect(momentumCode).toBe(await assemble('main/engine/onnx/momentum.wat'))
})

function inMemory(...arrays: readonly (readonly number[])[]) {
  const memory = new UpdateMemory(arrays.map(({ length }) => length))
  const [weight, velocity, gradient] = arrays.map((numbers) => memory.copyOf(Float32Array.from(numbers))) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  return { memory, weight, velocity, gradient }
}

it('follows the paper’s rule: v ← μ·v − λ·ε·w − ε·g; w ← w + v', () => {
  const { memory, weight, velocity, gradient } = inMemory([1, -2], [0.5, 0], [0.5, -1])
  memory.update(weight, velocity, gradient, { momentum: 0.5, learningRate: 0.5, decay: 0.125 })
  expect([...velocity]).toEqual([0.25 - 0.125 - 0.25, 0.25 + 0.5])
  expect([...weight]).toEqual([1 - 0.125, -2 + 0.75])
})

it.each([1, 4, 7, 1000, 100_003])('updates each of %i numbers once, and nothing beside them', (count) => {
  const ramp = (slope: number) => Array.from({ length: count + 2 }, (_, index) => slope * index)
  const { memory, ...arrays } = inMemory(ramp(2), ramp(4), ramp(8))
  const [weight, velocity, gradient] = [arrays.weight, arrays.velocity, arrays.gradient].map((array) =>
    array.subarray(1, count + 1),
  ) as [Float32Array, Float32Array, Float32Array]
  memory.update(weight, velocity, gradient, { momentum: 0.5, learningRate: 0.25, decay: 0.125 })
  // 4·0.5 − 2·0.125 − 8·0.25, and 2 more.
  const updated = (before: number, after: number) =>
    ramp(1).map((place) => place * (place > 0 && place <= count ? after : before))
  expect([...arrays.velocity]).toEqual(updated(4, -0.25))
  expect([...arrays.weight]).toEqual(updated(2, 1.75))
})

it.each([1, 4, 7, 1000])('adds each of %i numbers once, and nothing beside them', (count) => {
  const ramp = (slope: number) => Array.from({ length: count + 2 }, (_, index) => slope * index)
  const { memory, weight: sum, velocity: addend } = inMemory(ramp(2), ramp(4), [])
  memory.add(sum.subarray(1, count + 1), addend.subarray(1, count + 1))
  expect([...sum]).toEqual(ramp(1).map((place) => place * (place > 0 && place <= count ? 6 : 2)))
  expect([...addend]).toEqual(ramp(4))
})

it('scales gradients, but not the weight decay', () => {
  const { memory, weight, velocity, gradient } = inMemory([1], [0], [4])
  memory.update(weight, velocity, gradient, { momentum: 0.9, learningRate: 0.5, decay: 0.25 }, 0.125)
  expect(velocity[0]).toBe(-0.25 - 0.25)
})

it('says what is wrong where there is no such memory', () => {
  expect(() => new UpdateMemory([1e13])).toThrow(/need 40000000 MB, which this machine does not have/)
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
