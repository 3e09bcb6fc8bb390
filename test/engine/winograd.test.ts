/** Gradients by minimal filters against those of the sums as they are written, and where they are chosen. */
import { describe, expect, it } from 'vitest'
import { Graph } from '../../main/engine/onnx/graph.ts'
import { convolution } from '../../main/engine/onnx/layers/convolution.ts'
import { winogradCovers } from '../../main/engine/onnx/layers/winograd.ts'
import { floatsOf, OnnxTensor, Session } from '../../main/engine/onnx/session.ts'
import { elements, layersOf, type Padding } from '../../main/network/layers.ts'
import { preset, type PresetName } from '../../main/network/spec.ts'
import { numbers, relativeError } from './inputs.ts'
import { around, card, processor } from './platforms.ts'

interface Case {
  readonly input: readonly number[]
  readonly weight: readonly number[]
  readonly padding: Padding
  readonly groups: number
}

const cases: Record<string, Case> = {
  'tiles that fill a picture': { input: [2, 3, 16, 20], weight: [4, 3, 5, 5], padding: around(2), groups: 1 },
  'last tiles that reach over the border': {
    input: [3, 2, 13, 13],
    weight: [5, 2, 3, 3],
    padding: around(1),
    groups: 1,
  },
  'one tile a picture, of different points up and across': {
    input: [1, 3, 4, 6],
    weight: [2, 3, 3, 3],
    padding: around(1),
    groups: 1,
  },
  'padding that differs from side to side': {
    input: [2, 3, 9, 11],
    weight: [4, 3, 3, 3],
    padding: { top: 0, left: 2, bottom: 1, right: 0 },
    groups: 1,
  },
  'two groups': { input: [2, 6, 13, 13], weight: [8, 3, 5, 5], padding: around(2), groups: 2 },
  'kernels of even size': { input: [2, 3, 12, 9], weight: [4, 3, 2, 2], padding: around(1), groups: 1 },
}

describe('winogradGradients', () => {
  it.each(Object.entries(cases))('has the gradients of %s', async (_, { input, weight, padding, groups }) => {
    const graph = new Graph()
    const shapes = { input, weight, bias: [weight[0]!] }
    const [inputs, weights, biases] = Object.entries(shapes).map(([name, shape]) => graph.input(name, shape))
    for (const [name, platform] of Object.entries({ minimal: processor, direct: card })) {
      const { output, gradient } = convolution(graph, inputs!, weights!, biases!, { padding, groups, platform })
      expect(winogradCovers(output.shape[2]!, output.shape[3]!, weight[2]!)).toBeDefined()
      const arriving = graph.constant(output.shape, Float32Array.from(numbers(7, elements(output.shape))))
      gradient(arriving, [true, true, true]).forEach((value, index) => {
        graph.output(`${name} ${String(index)}`, value!)
      })
    }
    const session = await Session.open(graph, processor)
    const feeds = Object.entries(shapes).map(([name, shape], index) => {
      const data = Float32Array.from(numbers(20 + index, elements(shape)))
      return [name, new OnnxTensor('float32', data, shape)] as const
    })
    const outputs = await session.run(Object.fromEntries(feeds))
    await session.close()
    for (const [index, of] of Object.keys(shapes).entries()) {
      const [minimal, direct] = ['minimal', 'direct'].map((name) => floatsOf(outputs, `${name} ${String(index)}`))
      expect(relativeError(minimal!, { data: direct! }), of).toBeLessThan(1e-5)
    }
  })
})

describe('winogradCovers', () => {
  it.each<[PresetName, readonly string[]]>([
    ['alexnet', ['conv2', 'conv3', 'conv4', 'conv5']],
    ['alexnet-2gpu', ['conv2', 'conv3', 'conv4', 'conv5']],
    ['alexnet-torchvision', ['conv2', 'conv3', 'conv4', 'conv5']],
    ['alexnet-mini', ['conv2', 'conv3', 'conv4', 'conv5']],
    ['lenet', ['conv1', 'conv2']],
  ])('takes of %s the layers %j', (name, expected) => {
    const covered = layersOf(preset(name, 10)).flatMap(({ layer, output: [, height, width] }) => {
      if (layer.kind !== 'convolution' || layer.stride > 1) return []
      return winogradCovers(height!, width!, layer.size) === undefined ? [] : [layer.name]
    })
    expect(covered).toEqual(expected)
  })

  it('leaves alone what saves too little: kernels of 1 or 9 pixels, and pictures far smaller than a tile', () => {
    expect(winogradCovers(13, 13, 3)).toEqual({
      y: { step: 5, points: 7, count: 3 },
      x: { step: 5, points: 7, count: 3 },
    })
    expect(winogradCovers(13, 13, 1)).toBeUndefined()
    expect(winogradCovers(13, 13, 9)).toBeUndefined()
    expect(winogradCovers(1, 1, 3)).toBeUndefined()
  })
})
