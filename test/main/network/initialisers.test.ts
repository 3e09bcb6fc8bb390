import { describe, expect, it } from 'vitest'
import { initialDistributions } from '../../../main/network/initialisers.ts'
import { preset } from '../../../main/network/spec.ts'
import { initialParameters } from '../../../main/train/parameters.ts'

const spec = preset('alexnet-mini', 10, { crop: 64, width: 0.125 })

describe('initial distributions', () => {
  it("raises the paper's biases by 1 and Caffe's by 0.1", () => {
    const raised = (initialiser: 'paper' | 'caffe' | 'he', value: number) =>
      initialDistributions(spec, initialiser)
        .filter((parameter) => parameter.value === value)
        .map((parameter) => parameter.name)
    expect(raised('paper', 1)).toEqual(['conv2.bias', 'conv4.bias', 'conv5.bias', 'fc6.bias', 'fc7.bias'])
    expect(raised('caffe', 0.1)).toEqual(['conv2.bias', 'conv4.bias', 'conv5.bias', 'fc6.bias', 'fc7.bias'])
    expect(raised('he', 0)).toHaveLength(16)
  })

  it('follows the inputs of a unit with He, the output layer at a tenth', () => {
    const deviations = new Map(initialDistributions(spec, 'he').map(({ name, deviation }) => [name, deviation]))
    expect(deviations.get('conv1.weight')).toBeCloseTo(Math.sqrt(2 / (3 * 11 * 11)), 12)
    expect(deviations.get('fc8.weight')).toBeCloseTo(0.1 * Math.sqrt(2 / 512), 12)
  })
})

describe('drawn parameters', () => {
  const parameters = initialParameters(spec, 'paper', 7)

  it('has the stated deviation', () => {
    const { data } = parameters.get('fc7.weight')!
    const variance = data.reduce((sum, value) => sum + value * value, 0) / data.length
    expect(Math.sqrt(variance)).toBeCloseTo(0.01, 4)
  })

  it('is the same for the same seed and another for another', () => {
    expect(initialParameters(spec, 'paper', 7)).toEqual(parameters)
    expect(initialParameters(spec, 'paper', 8)).not.toEqual(parameters)
  })
})
