import { describe, expect, it } from 'vitest'
import { networkTable } from '../../../../main/api/network.ts'
import { networkQuestion } from '../../../../preload/contract/index.ts'
import type { NetworkName } from '../../../../preload/contract/index.ts'
import { draw, shapeText } from '../../../../renderer/pages/network/geometry.ts'
import type { Drawing } from '../../../../renderer/pages/network/geometry.ts'

const drawingOf = (network: NetworkName) => draw(networkTable(networkQuestion.parse({ network })).layers)
const volume = ({ volumes }: Drawing, name: string) => volumes.find((candidate) => candidate.name === name)!.boxes

describe('the drawing of a network', () => {
  const drawing = drawingOf('alexnet')

  it('shows the eight layers, the input and the pools between them', () => {
    expect(drawing.volumes.map(({ name }) => name).join(' ')).toBe(
      'input conv1 pool1 conv2 pool2 conv3 conv4 conv5 pool5 fc6 fc7 fc8',
    )
  })

  it('keeps sides, channels and units each to one scale', () => {
    const [input, conv1, conv3, fc6, fc8] = ['input', 'conv1', 'conv3', 'fc6', 'fc8'].map(
      (name) => volume(drawing, name)[0]!,
    )
    expect(input!.height / conv1!.height).toBeCloseTo(224 / 55)
    expect(conv1!.height / conv3!.height).toBeCloseTo(55 / 13)
    expect(conv1!.depth / conv1!.height).toBeCloseTo(conv3!.depth / conv3!.height)
    expect(conv3!.width / conv1!.width).toBeCloseTo(384 / 96)
    expect(fc6!.height / fc8!.height).toBeCloseTo(4.096)
  })

  it.each(['alexnet', 'alexnet-2gpu', 'lenet'] as const)(
    'stands %s on the ground, below the top, no volume touching another',
    (network) => {
      const { volumes, ground, width } = drawingOf(network)
      for (const [index, { boxes }] of volumes.entries()) {
        expect(boxes.at(-1)!.y + boxes.at(-1)!.height).toBeCloseTo(ground)
        for (const box of boxes) {
          expect(box.y - box.depth).toBeGreaterThanOrEqual(-1e-9)
          expect(box.x + box.width + box.depth).toBeLessThan(volumes[index + 1]?.boxes[0]!.x ?? width)
        }
        const [upper, lower] = boxes
        if (lower) expect(upper!.y + upper!.height).toBeLessThan(lower.y - lower.depth)
      }
    },
  )

  it('draws two streams of half the channels where the network has groups', () => {
    const grouped = drawingOf('alexnet-2gpu')
    expect(grouped.volumes.map(({ boxes }) => boxes.length)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1])
    expect(volume(grouped, 'conv1')[0]!.width).toBeCloseTo(volume(drawing, 'conv1')[0]!.width / 2)
  })

  it('crosses from half to half only where a layer sees both', () => {
    const sights = (name: string) => drawingOf('alexnet-2gpu').sights.filter((sight) => sight.name === name).length
    expect(['conv1', 'conv2', 'conv3', 'conv4', 'conv5'].map(sights)).toEqual([2, 2, 4, 2, 2])
  })

  it('draws the window of a unit as large as its kernel', () => {
    const sight = drawing.sights.find(({ name }) => name === 'conv1')!
    const height = sight.window[3]!.y - sight.window[0]!.y
    expect(height / volume(drawing, 'input')[0]!.height).toBeCloseTo(11 / 224)
  })

  it('writes shapes as people do', () => {
    expect(shapeText([96, 55, 55])).toBe('55×55×96')
    expect(shapeText([4096])).toBe('4096')
  })
})
