import { describe, expect, it } from 'vitest'
import type { LayerRow } from '../../../../preload/contract/index.ts'
import { draw, shapeText } from '../../../../renderer/pages/network/geometry.ts'

const layer = (name: string, kind: LayerRow['kind'], outputShape: number[]): LayerRow => ({
  name,
  kind,
  description: '',
  outputShape,
  parameters: 0,
  multiplyAdds: 0,
  neurons: 0,
})

const layers = [
  layer('input', 'input', [3, 224, 224]),
  layer('conv1', 'convolution', [96, 56, 56]),
  layer('relu1', 'activation', [96, 56, 56]),
  layer('conv2', 'convolution', [384, 14, 14]),
  layer('fc6', 'dense', [4096]),
  layer('fc8', 'dense', [1024]),
]

describe('the drawing of a network', () => {
  const { volumes, width } = draw(layers)

  it('shows the layers that change the shape', () => {
    expect(volumes.map(({ name }) => name)).toEqual(['input', 'conv1', 'conv2', 'fc6', 'fc8'])
  })

  it('keeps its proportions: heights by the square root of the side, widths by the channels', () => {
    const [input, conv1, conv2, fc6, fc8] = volumes
    expect(input!.height / conv1!.height).toBeCloseTo(2)
    expect(conv1!.height / conv2!.height).toBeCloseTo(2)
    expect(conv2!.width / conv1!.width).toBeCloseTo(4)
    expect(fc6!.height / fc8!.height).toBeCloseTo(2)
  })

  it('lets no volume touch the next, and counts them all into the width', () => {
    for (const [index, volume] of volumes.entries()) {
      expect(volume.x + volume.width + volume.depth).toBeLessThan(volumes[index + 1]?.x ?? width)
    }
  })

  it('writes shapes as people do', () => {
    expect(shapeText([96, 55, 55])).toBe('55×55×96')
    expect(shapeText([4096])).toBe('4096')
  })
})
