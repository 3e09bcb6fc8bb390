/** Tells from the shapes of a file's tensors which network they are of, whatever they are called there. */
import { z } from 'zod'
import { networkSwitches } from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import { hasParameters, layersOf, NetworkError, parameterShapes } from '../../network/layers.ts'
import { preset, presetNames, type NetworkSpec, type PresetName } from '../../network/spec.ts'
import type { Tensor } from '../parameters.ts'

export interface Recognised {
  readonly name: PresetName
  readonly network: NetworkSpec
  /** By the names that this program has for them. */
  readonly parameters: Map<string, Tensor>
}

/** A network as this program's own exports describe it. */
const description = networkSwitches.extend({
  architecture: z.enum(['alexnet', 'torchvision', 'lenet']),
  classes: z.int().min(1),
})

/** One weight with its bias, in the order of the layers. */
interface Pair {
  readonly weight: Tensor
  readonly bias: Tensor
}

/**
 * @param tensors at least a `NAME.weight` and a `NAME.bias` for each layer; convolutions [out, in/groups, y, x] and dense
 *   layers [out, in], as in PyTorch, each kind in the natural order of the names
 * @param described JSON of the network, where the file has it
 * Throws `Failure('invalid-input')` where they are of none of the networks.
 */
export function recognise(tensors: ReadonlyMap<string, Tensor>, fileName: string, described?: string): Recognised {
  const pairs = pairsOf(tensors)
  const classes = pairs.at(-1)?.bias.shape[0] ?? 0
  for (const { name, network } of candidates(classes, described)) {
    const parameters = fit(network, pairs)
    if (parameters) return { name, network, parameters }
  }
  const found = pairs.map(({ weight }) => weight.shape.join('×'))
  throw new Failure(
    'invalid-input',
    `${fileName} has the weights of none of the networks here (${presetNames.join(', ')}): ` +
      (found.length === 0 ? 'it has no layers with weights and biases.' : `its layers are ${found.join(', ')}.`),
  )
}

function pairsOf(tensors: ReadonlyMap<string, Tensor>): Pair[] {
  const order = new Intl.Collator('en', { numeric: true })
  return [...tensors]
    .flatMap(([name, weight]) => {
      const bias = tensors.get(name.replace(/weight$/, 'bias'))
      const sides = weight.shape.length
      if (!name.endsWith('.weight') || !bias || (sides !== 4 && sides !== 2)) return []
      return [{ name, weight, bias }]
    })
    .sort((a, b) => b.weight.shape.length - a.weight.shape.length || order.compare(a.name, b.name))
}

/** What it says that it is, where that is known here; else every network as it comes. */
function candidates(classes: number, described: string | undefined): { name: PresetName; network: NetworkSpec }[] {
  if (classes === 0) return []
  const all = presetNames.map((name) => ({ name, network: preset(name, classes) }))
  const own = described === undefined ? undefined : parse(described)
  if (!own) return all
  const like = all.filter(({ network }) => network.architecture === own.architecture)
  const differences = ({ network }: (typeof all)[number]) =>
    (Object.keys(own) as (keyof NetworkSpec)[]).filter((key) => own[key] !== network[key]).length
  const [nearest] = like.sort((a, b) => differences(a) - differences(b))
  return nearest ? [{ name: nearest.name, network: { ...own, classes } }] : all
}

function parse(described: string): NetworkSpec | undefined {
  try {
    return description.parse(JSON.parse(described))
  } catch {
    return undefined
  }
}

/** The tensors by this network's names; `undefined` where a shape differs. */
function fit(network: NetworkSpec, pairs: readonly Pair[]): Map<string, Tensor> | undefined {
  let layers
  try {
    layers = layersOf(network).filter(hasParameters)
  } catch (error) {
    if (error instanceof NetworkError) return undefined
    throw error
  }
  if (layers.length !== pairs.length) return undefined
  const parameters = new Map<string, Tensor>()
  for (const [index, layer] of layers.entries()) {
    const { weight, bias } = pairs[index]!
    const shapes = parameterShapes(layer)
    if (weight.shape.join() !== shapes.weight.join() || bias.shape.join() !== shapes.bias.join()) return undefined
    parameters.set(`${layer.layer.name}.weight`, weight)
    parameters.set(`${layer.layer.name}.bias`, bias)
  }
  return parameters
}
