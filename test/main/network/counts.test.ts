import { describe, expect, it } from 'vitest'
import { countsOf } from '../../../main/network/counts.ts'
import { layersOf } from '../../../main/network/layers.ts'
import { preset, sourceSide } from '../../../main/network/spec.ts'

describe('the published network', () => {
  const counts = countsOf(preset('alexnet', 1000))

  it('has the published totals', () => {
    expect(counts.parameters).toBe(62_378_344)
    expect(counts.multiplyAdds).toBe(1_135_256_096)
    expect(counts.neurons).toBe(659_272)
  })

  it('has the published shapes', () => {
    const shapes = Object.fromEntries(counts.layers.map(({ placed }) => [placed.layer.name, placed.output]))
    expect(shapes).toEqual({
      conv1: [96, 55, 55],
      lrn1: [96, 55, 55],
      pool1: [96, 27, 27],
      conv2: [256, 27, 27],
      lrn2: [256, 27, 27],
      pool2: [256, 13, 13],
      conv3: [384, 13, 13],
      conv4: [384, 13, 13],
      conv5: [256, 13, 13],
      pool5: [256, 6, 6],
      fc6: [4096],
      fc7: [4096],
      fc8: [1000],
    })
  })

  it('has fewer parameters and multiply-adds on two GPUs', () => {
    const grouped = countsOf(preset('alexnet-2gpu', 1000))
    expect(grouped.parameters).toBe(60_965_224)
    expect(grouped.multiplyAdds).toBe(724_406_816)
    expect(grouped.neurons).toBe(659_272)
  })

  it("has torchvision's number of parameters in torchvision's form", () => {
    expect(countsOf(preset('alexnet-torchvision', 1000)).parameters).toBe(61_100_840)
  })
})

describe('presets and switches', () => {
  it('takes crops from the square that the paper states, in proportion', () => {
    expect(['alexnet', 'alexnet-mini', 'lenet'].map((name) => sourceSide(preset(name as 'alexnet', 10)))).toEqual([
      256, 128, 32,
    ])
  })

  it('pools without overlap to the same sides at 224', () => {
    const sides = layersOf(preset('alexnet', 10, { pooling: 'disjoint' }))
      .filter(({ layer }) => layer.kind === 'pooling')
      .map(({ output }) => output[1])
    expect(sides).toEqual([27, 13, 6])
  })

  it('leaves normalisation out where it is off', () => {
    const kinds = layersOf(preset('alexnet', 10, { lrn: false })).map(({ layer }) => layer.kind)
    expect(kinds).not.toContain('lrn')
  })

  it('names the layer that an impossible network fails at', () => {
    expect(() => layersOf(preset('alexnet', 10, { crop: 48 }))).toThrow(
      'pool5 needs at least 3 pixels and gets 2: the crop is too small. Choose a larger crop.',
    )
    expect(() => layersOf(preset('alexnet-2gpu', 10, { width: 0.01 }))).toThrow(/^conv2 cannot be split in 2 groups/)
  })
})
