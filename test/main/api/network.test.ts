import { describe, expect, it } from 'vitest'
import { networkTable } from '../../../main/api/network.ts'

describe('the table of a network', () => {
  it('counts AlexNet as published', () => {
    const { layers, parameters, multiplyAdds, neurons, parameterBytes } = networkTable('alexnet', 1000)
    expect({ parameters, multiplyAdds, neurons }).toEqual({
      parameters: 62_378_344,
      multiplyAdds: 1_135_256_096,
      neurons: 659_272,
    })
    expect(parameterBytes).toBe(4 * 62_378_344)
    expect(layers.at(1)).toEqual({
      name: 'conv1',
      kind: 'convolution',
      description: '96 kernels 11×11, stride 4, padding 1 top, 1 left, 2 bottom, 2 right',
      outputShape: [96, 55, 55],
      parameters: 34_944,
      multiplyAdds: 105_415_200,
      neurons: 290_400,
    })
  })

  it('counts the two-GPU form as published', () => {
    expect(networkTable('alexnet-2gpu', 1000)).toMatchObject({ parameters: 60_965_224, multiplyAdds: 724_406_816 })
  })

  it('gives every row a name of its own', () => {
    const names = networkTable('alexnet-mini', 10).layers.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
