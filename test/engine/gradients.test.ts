/** Each operator's gradient against finite differences of the operator itself. */
import { describe, expect, it } from 'vitest'
import { findBlockSize } from '../../main/engine/onnx/block-size.ts'
import { Graph, type Value } from '../../main/engine/onnx/graph.ts'
import { activation } from '../../main/engine/onnx/layers/activation.ts'
import { convolution } from '../../main/engine/onnx/layers/convolution.ts'
import { dense, dropout, flatten } from '../../main/engine/onnx/layers/dense.ts'
import { fold } from '../../main/engine/onnx/layers/fold.ts'
import { crossEntropy } from '../../main/engine/onnx/layers/loss.ts'
import { lrn } from '../../main/engine/onnx/layers/lrn.ts'
import { pooling } from '../../main/engine/onnx/layers/pooling.ts'
import { multiply, sum } from '../../main/engine/onnx/operations.ts'
import type { Platform } from '../../main/engine/onnx/platform.ts'
import { OnnxTensor, Session } from '../../main/engine/onnx/session.ts'
import type { Differentiable } from '../../main/engine/onnx/tape.ts'
import { elements } from '../../main/network/layers.ts'
import { numbers } from './inputs.ts'
import { around, card, processor } from './platforms.ts'

const blocked: Platform = { ...processor, blockSize: await findBlockSize() }

type Shape = readonly number[]

interface Operator {
  readonly inputs: readonly Shape[]
  readonly apply: (graph: Graph, inputs: readonly Value[]) => Differentiable
  /** How far inputs are moved: little where the operator bends; any way where it is linear. */
  readonly step: number
  /** Greatest error relative to ‖gradient‖·‖direction‖. */
  readonly bound?: number
  /** No two inputs closer than twice the step, nor any as close to 0: for operators with kinks. */
  readonly apart?: boolean
}

/**
 * Σ c·f(x) with scattered coefficients c has the gradient that the operator answers for the arriving gradient c. Along
 * a direction d its slope is ⟨gradient, d⟩; the difference quotient (F(x + h·d) − F(x − h·d)) / 2h has to agree.
 */
async function errorsOf({ inputs, apply, step, apart = false }: Operator): Promise<number[]> {
  const graph = new Graph()
  const values = inputs.map((shape, index) => graph.input(`input${String(index)}`, shape))
  const { output, gradient } = apply(graph, values)
  const coefficients = graph.constant(output.shape, Float32Array.from(numbers(7, elements(output.shape))))
  const axes = [...output.shape.keys()]
  graph.output('total', sum(graph, multiply(graph, output, coefficients), axes))
  const gradients = gradient(
    coefficients,
    inputs.map(() => true),
  )
  gradients.forEach((value, index) => {
    if (value !== undefined) graph.output(`gradient${String(index)}`, value)
  })
  const session = await Session.open(graph, processor)
  const start = inputs.map((shape, index) => (apart ? spread : scattered)(elements(shape), index))
  const run = async (at: readonly Float32Array[]) => {
    const feeds = at.map((data, index) => [`input${String(index)}`, new OnnxTensor('float32', data, inputs[index])])
    const outputs = await session.run(Object.fromEntries(feeds) as Record<string, OnnxTensor>)
    return (name: string) => outputs[name]!.data as Float32Array
  }
  const at = await run(start)
  const errors: number[] = []
  for (const index of inputs.keys()) {
    const slopes = at(`gradient${String(index)}`)
    const direction = Float32Array.from(numbers(900 + index, slopes.length), (value) => (value > 0 ? 1 : -1))
    const moved = (sign: number) =>
      start.map((data, other) =>
        other === index ? data.map((value, place) => value + sign * step * direction[place]!) : data,
      )
    const [above, below] = [(await run(moved(1)))('total')[0]!, (await run(moved(-1)))('total')[0]!]
    const expected = slopes.reduce((total, slope, place) => total + slope * direction[place]!, 0)
    const size = Math.sqrt(slopes.reduce((total, slope) => total + slope ** 2, 0) * slopes.length)
    errors.push(Math.abs((above - below) / (2 * step) - expected) / size)
  }
  await session.close()
  return errors
}

function scattered(length: number, seed: number): Float32Array {
  return Float32Array.from(numbers(20 + seed, length))
}

/** ±0.1, ±0.2, … in a scattered order: every two are at least 0.1 apart. */
function spread(length: number, seed: number): Float32Array {
  const order = [...numbers(20 + seed, length)].map((key, index) => ({ key, index })).toSorted((a, b) => a.key - b.key)
  const values = new Float32Array(length)
  order.forEach(({ index }, rank) => {
    const place = rank - Math.floor(length / 2)
    values[index] = 0.1 * (place >= 0 ? place + 1 : place)
  })
  return values
}

const operators: Record<string, Operator> = {
  'convolution 3×3': {
    inputs: [[2, 4, 6, 5], [6, 4, 3, 3], [6]],
    apply: (graph, [input, weight, bias]) =>
      convolution(graph, input!, weight!, bias!, { padding: around(1), groups: 1, platform: card }),
    step: 1,
  },
  'convolution 5×5 in two groups': {
    inputs: [[2, 4, 7, 7], [6, 2, 5, 5], [6]],
    apply: (graph, [input, weight, bias]) =>
      convolution(graph, input!, weight!, bias!, { padding: around(2), groups: 2, platform: card }),
    step: 1,
  },
  'convolution by minimal filters, in two groups': {
    inputs: [[2, 4, 9, 8], [6, 2, 3, 3], [6]],
    apply: (graph, [input, weight, bias]) =>
      convolution(graph, input!, weight!, bias!, { padding: around(1), groups: 2, platform: processor }),
    step: 1,
  },
  'convolution in the processor’s blocks': {
    inputs: [[2, 32, 5, 5], [32, 32, 3, 3], [32]],
    apply: (graph, [input, weight, bias]) =>
      convolution(graph, input!, weight!, bias!, { padding: around(1), groups: 1, platform: blocked }),
    step: 1,
  },
  'folding with borders': {
    inputs: [[2, 3, 9, 10]],
    apply: (graph, [input]) => fold(graph, input!, 4, { y: 1, x: 1 }, { y: 2, x: 1 }),
    step: 1,
  },
  'folding that leaves pixels out': {
    inputs: [[2, 3, 9, 10]],
    apply: (graph, [input]) => fold(graph, input!, 4, { y: 1, x: 0 }, { y: -2, x: -2 }),
    step: 1,
  },
  dense: {
    inputs: [[3, 7], [5, 7], [5]],
    apply: (graph, [input, weight, bias]) => dense(graph, input!, weight!, bias!),
    step: 1,
  },
  dropout: {
    inputs: [[3, 8]],
    apply: (graph, [input]) => {
      const mask = graph.constant(
        [3, 8],
        Float32Array.from(numbers(5, 24), (value) => (value > 0 ? 2 : 0)),
      )
      return dropout(graph, input!, mask)
    },
    step: 1,
  },
  flatten: { inputs: [[2, 3, 4, 5]], apply: (graph, [input]) => flatten(graph, input!), step: 1 },
  relu: { inputs: [[3, 9]], apply: (graph, [input]) => activation(graph, input!, 'relu'), step: 0.04, apart: true },
  sigmoid: { inputs: [[3, 9]], apply: (graph, [input]) => activation(graph, input!, 'sigmoid'), step: 0.02 },
  tanh: { inputs: [[3, 9]], apply: (graph, [input]) => activation(graph, input!, 'tanh'), step: 0.02, bound: 3e-4 },
  'local response normalisation': {
    inputs: [[2, 8, 3, 3]],
    // A thousand times the paper's α, so that neighbours matter.
    apply: (graph, [input]) => lrn(graph, input!, { kind: 'lrn', name: 'lrn1', size: 5, alpha: 0.1, beta: 0.75, k: 2 }),
    step: 0.02,
  },
  'overlapping max-pooling by place': {
    inputs: [[2, 3, 7, 8]],
    apply: (graph, [input]) =>
      pooling(graph, input!, { kind: 'pooling', name: 'pool1', mode: 'max', size: 3, stride: 2 }, true),
    step: 0.04,
    apart: true,
  },
  'overlapping max-pooling by value': {
    inputs: [[2, 3, 7, 8]],
    apply: (graph, [input]) =>
      pooling(graph, input!, { kind: 'pooling', name: 'pool1', mode: 'max', size: 3, stride: 2 }, false),
    step: 0.04,
    apart: true,
  },
  'disjoint max-pooling by value': {
    inputs: [[2, 3, 7, 8]],
    apply: (graph, [input]) =>
      pooling(graph, input!, { kind: 'pooling', name: 'pool1', mode: 'max', size: 2, stride: 2 }, false),
    step: 0.04,
    apart: true,
  },
  'average pooling': {
    inputs: [[2, 3, 7, 8]],
    apply: (graph, [input]) =>
      pooling(graph, input!, { kind: 'pooling', name: 'pool1', mode: 'average', size: 3, stride: 2 }, true),
    step: 1,
  },
  'softmax cross-entropy, smoothed and weighted': {
    inputs: [[4, 6]],
    apply: (graph, [logits]) => {
      const labels = graph.constant([4, 1], Int32Array.of(0, 5, 2, 2))
      const weights = graph.constant([4, 1], Float32Array.of(0.5, 1, 0.25, 2))
      const { loss, gradient } = crossEntropy(graph, logits!, { labels, weights, smoothing: 0.1 })
      return { output: loss, gradient: (arriving) => [multiply(graph, gradient, arriving)] }
    },
    step: 0.02,
  },
}

describe('gradients against finite differences', () => {
  it.each(Object.entries(operators))('%s', async (_, operator) => {
    const errors = await errorsOf(operator)
    expect(errors).toHaveLength(operator.inputs.length)
    for (const error of errors) expect(error).toBeLessThan(operator.bound ?? 1e-4)
  })
})
