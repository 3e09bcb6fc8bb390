/**
 * A trained network as an ONNX file of ONNX's own operators, one or two a layer, so that any runtime takes it and any
 * viewer shows it as it is drawn. Pictures go in as they are, 0 to 255; what makes conv1's input of them is inside.
 */
import { Failure } from '../../lib/failure.ts'
import { layersOf, type Layer, type PlacedLayer } from '../../network/layers.ts'
import { type Attribute, encodeModel, type Initializer, type Node } from '../formats/onnx-file.ts'
import { meanTensor, metadataOf, type TrainedNetwork } from './trained-network.ts'

/** Of ONNX's own operators; every runtime since 2022 has it. */
const operatorSet = 17

/** Protocol Buffers measure lengths in signed 32-bit numbers. */
const mostBytes = 2 ** 31 - 1

/**
 * The bytes of a file with the input `images`, float32 [batch, 3, crop, crop], and the outputs `logits` and
 * `probabilities`, float32 [batch, classes]. Throws `Failure('invalid-input')` where the format has no room for the
 * network.
 */
export function encodeOnnxNetwork(trained: TrainedNetwork): Uint8Array<ArrayBuffer> {
  const { network, classNames, normalisation, parameters } = trained
  const bytes = [...parameters.values()].reduce((sum, { data }) => sum + data.byteLength, 0)
  if (bytes > mostBytes * 0.99) {
    throw new Failure(
      'invalid-input',
      `An ONNX file holds at most 2 GB, and this network has ${(bytes / 1e9).toFixed(1)} GB of weights. Export it as safetensors.`,
    )
  }
  const nodes = [
    node('Sub', ['images', 'mean'], 'centred'),
    node('Mul', ['centred', 'scale'], 'pictures'),
    ...layerNodes(layersOf(network)),
    node('Softmax', ['logits'], 'probabilities', { axis: 1 }),
  ]
  const classes = classNames.length
  return encodeModel({
    nodes,
    inputs: [{ name: 'images', type: 'float32', shape: ['batch', 3, network.crop, network.crop] }],
    outputs: ['logits', 'probabilities'].map((name) => ({ name, type: 'float32', shape: ['batch', classes] })),
    initializers: [
      initializer('mean', meanTensor(trained)),
      initializer('scale', { shape: [], data: Float32Array.of(normalisation.scale) }),
      ...[...parameters].map(([name, tensor]) => initializer(name, tensor)),
    ],
    operatorSets: { '': operatorSet },
    metadata: metadataOf(trained),
  })
}

/** One after another; what the last one gives is `logits`. Dropout does nothing but in training. */
function layerNodes(placed: readonly PlacedLayer[]): Node[] {
  const nodes: Node[] = []
  let from = 'pictures'
  const add = (operator: string, more: readonly string[], output: string, attributes?: Node['attributes']) => {
    nodes.push(node(operator, [from, ...more], output, attributes))
    from = output
  }
  for (const { layer, input } of placed) {
    if (layer.kind === 'dropout') continue
    if (layer.kind === 'dense' && input.length === 3) add('Flatten', [], `${layer.name}.rows`, { axis: 1 })
    const [operator, attributes] = operatorOf(layer)
    const hasParameters = layer.kind === 'convolution' || layer.kind === 'dense'
    const more = hasParameters ? [`${layer.name}.weight`, `${layer.name}.bias`] : []
    const isLast = layer.kind === 'dense' && layer.output
    add(operator, more, isLast ? 'logits' : `${layer.name}.${operator.toLowerCase()}`, attributes)
  }
  return nodes
}

function operatorOf(layer: Exclude<Layer, { kind: 'dropout' }>): [operator: string, attributes: Node['attributes']] {
  switch (layer.kind) {
    case 'convolution': {
      const { size, stride, groups, padding } = layer
      const pads = [padding.top, padding.left, padding.bottom, padding.right]
      return ['Conv', { kernel_shape: [size, size], strides: [stride, stride], pads, group: groups }]
    }
    case 'activation':
      return [{ relu: 'Relu', sigmoid: 'Sigmoid', tanh: 'Tanh' }[layer.function], {}]
    case 'lrn': {
      const { size, alpha, beta, k } = layer
      // ONNX divides the sum of squares by the size of the window.
      return ['LRN', { size, alpha: { float: alpha * size }, beta: { float: beta }, bias: { float: k } }]
    }
    case 'pooling': {
      const { mode, size, stride } = layer
      return [mode === 'max' ? 'MaxPool' : 'AveragePool', { kernel_shape: [size, size], strides: [stride, stride] }]
    }
    case 'dense':
      return ['Gemm', { transB: 1 }]
    default:
      return layer satisfies never
  }
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): Node {
  return { operator, domain: '', inputs, outputs: [output], attributes }
}

function initializer(
  name: string,
  { shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array },
): Initializer {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return { name, type: 'float32', shape, bytes }
}
