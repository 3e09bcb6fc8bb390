import { describe, expect, it } from 'vitest'
import { networkTable } from '../../../main/api/network.ts'
import { networkQuestion } from '../../../preload/contract/index.ts'
import type { NetworkName } from '../../../preload/contract/index.ts'

function ask(network: NetworkName, switches: object = {}, rest = {}) {
  return networkTable(networkQuestion.parse({ network, switches, ...rest }))
}

describe('the table of a network', () => {
  it('counts AlexNet as published', () => {
    const { layers, parameters, multiplyAdds, neurons } = ask('alexnet')
    expect({ parameters, multiplyAdds, neurons }).toEqual({
      parameters: 62_378_344,
      multiplyAdds: 1_135_256_096,
      neurons: 659_272,
    })
    expect(layers.at(1)).toEqual({
      name: 'conv1',
      form: {
        kind: 'convolution',
        kernels: 96,
        size: 11,
        stride: 4,
        padding: { top: 1, left: 1, bottom: 2, right: 2 },
        groups: 1,
      },
      outputShape: [96, 55, 55],
      parameters: 34_944,
      multiplyAdds: 105_415_200,
      neurons: 290_400,
      outputBytes: 4 * 290_400,
    })
  })

  it('counts the two-GPU form as published, whether it is a network or a switch', () => {
    const published = { parameters: 60_965_224, multiplyAdds: 724_406_816 }
    expect(ask('alexnet-2gpu')).toMatchObject(published)
    expect(ask('alexnet', { groups: 2 })).toMatchObject(published)
  })

  it('gives every row a name of its own', () => {
    const names = ask('alexnet-mini').layers.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('tells the switches of the network, changed by those asked for', () => {
    expect(ask('alexnet-mini', { activation: 'tanh' }).switches).toEqual({
      activation: 'tanh',
      pooling: 'overlapping',
      lrn: true,
      groups: 1,
      width: 0.5,
      crop: 112,
      dropout: 0.5,
    })
  })

  it('takes a switch that is undefined for one that is left out', () => {
    expect(ask('alexnet', { crop: undefined }).switches.crop).toBe(224)
  })

  it('tells the memory of training: parameters, velocities and gradients, inputs and outputs for the batch', () => {
    const { memory } = ask('lenet', {}, { classes: 10, batch: 2 })
    // The input, conv1 and its tanh 6·28·28, pool1 6·14·14, conv2 and its tanh 16·10·10, pool2 16·5·5; dense, tanh, dropout; output.
    const values = 3 * 28 * 28 + 2 * 4704 + 1176 + 2 * 1600 + 400 + 3 * 120 + 3 * 84 + 10
    const parameters = 456 + 2416 + (400 * 120 + 120) + (120 * 84 + 84) + (84 * 10 + 10)
    expect(memory).toEqual({
      parameters: 4 * parameters,
      trainingState: 8 * parameters,
      activations: 4 * values * 2,
      total: 12 * parameters + 8 * values,
    })
  })

  it.each([
    [{ crop: 48 }, /^pool5 needs at least 3 pixels and gets 2/],
    [{ groups: 2, width: 0.01 }, /^conv2 cannot be split in 2 groups/],
  ] as const)('refuses %j, naming the layer', (switches, message) => {
    expect(() => ask('alexnet', switches)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringMatching(message) as string }),
    )
  })
})
