/** A network as a table: every layer in numbers, with its shape and what it costs. Words are the pages' and the terminal's. */
import type { CheckedParams, LayerForm, LayerRow, NetworkTable } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { bytesPerNumber, countsOf, trainingMemory } from '../network/counts.ts'
import type { NetworkCounts } from '../network/counts.ts'
import { elements, NetworkError } from '../network/layers.ts'
import type { Layer, PlacedLayer } from '../network/layers.ts'
import { preset } from '../network/spec.ts'
import type { NetworkSpec } from '../network/spec.ts'

/** Throws `Failure('invalid-input')`, naming the layer, where the switches make a network that cannot be built. */
export function networkTable({ network, switches, classes, batch }: CheckedParams<'models.network'>): NetworkTable {
  const spec = preset(network, classes, switches)
  const counts = checkedCounts(spec)
  const { architecture: _architecture, classes: _classes, ...allSwitches } = spec
  const rows = counts.layers.map(({ placed, outputs, parameters, multiplyAdds, neurons }): LayerRow => ({
    name: nameOf(placed.layer),
    form: formOf(placed),
    outputShape: [...placed.output],
    parameters,
    multiplyAdds,
    neurons,
    outputBytes: bytesPerNumber * outputs,
  }))
  return {
    network,
    switches: allSwitches,
    classes,
    batch,
    layers: [input(spec.crop), ...rows, softmax(classes)],
    parameters: counts.parameters,
    multiplyAdds: counts.multiplyAdds,
    neurons: counts.neurons,
    memory: trainingMemory(counts, batch),
  }
}

function checkedCounts(spec: NetworkSpec): NetworkCounts {
  try {
    return countsOf(spec)
  } catch (error) {
    if (error instanceof NetworkError) throw new Failure('invalid-input', error.message)
    throw error
  }
}

const nothing = { parameters: 0, multiplyAdds: 0, neurons: 0, outputBytes: 0 }

/** The table's ends are no layers to an engine. */
function input(crop: number): LayerRow {
  const outputShape = [3, crop, crop]
  const outputBytes = bytesPerNumber * elements(outputShape)
  return { ...nothing, name: 'input', form: { kind: 'input' }, outputShape, outputBytes }
}

/** Probabilities take the place of logits. */
function softmax(classes: number): LayerRow {
  return { ...nothing, name: 'softmax', form: { kind: 'softmax' }, outputShape: [classes] }
}

function nameOf(layer: Layer): string {
  if (layer.kind === 'activation') return `${layer.name} ${layer.function}`
  if (layer.kind === 'dropout') return `${layer.name} dropout`
  return layer.name
}

function formOf({ layer, input }: PlacedLayer): LayerForm {
  if (layer.kind === 'dense') return { kind: layer.kind, inputs: elements(input), units: layer.units }
  const { name: _name, ...form } = layer
  return form
}
