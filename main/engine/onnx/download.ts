/** Brings tensors from the device to the processor. */
import type { Tensor, Tensors } from '../engine.ts'
import { Graph } from './graph.ts'
import type { Platform } from './platform.ts'
import { type Feeds, type OnnxTensor, Session } from './session.ts'

/** Copies by name, one tensor at a time. */
export async function download(tensors: Feeds, platform: Platform): Promise<Tensors> {
  const copies = new Map<string, Tensor>()
  for (const [name, tensor] of Object.entries(tensors)) {
    copies.set(name, { shape: tensor.dims, data: await fetch(tensor, platform) })
  }
  return copies
}

/** `getData` of a tensor on the device ends the process; a graph whose output is its input brings it instead. */
async function fetch(tensor: OnnxTensor, platform: Platform): Promise<Float32Array> {
  if (tensor.location === 'cpu') return (tensor.data as Float32Array).slice()
  const graph = new Graph()
  const input = graph.input('device', tensor.dims)
  graph.output('host', graph.add('Identity', [input], { shape: input.shape }))
  const session = await Session.open(graph, platform)
  const { host } = await session.run({ device: tensor })
  await session.close()
  return host!.data as Float32Array
}
