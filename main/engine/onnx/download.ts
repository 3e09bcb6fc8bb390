/** Brings tensors from the device to the processor. */
import type { Tensor, Tensors } from '../engine.ts'
import { Graph } from './graph.ts'
import type { Platform } from './platform.ts'
import { type Feeds, Session } from './session.ts'

/** Copies by name. `getData` of a tensor on the device ends the process; a graph whose outputs are its inputs does it. */
export async function download(tensors: Feeds, platform: Platform): Promise<Tensors> {
  const entries = Object.entries(tensors)
  const away = entries.filter(([, { location }]) => location !== 'cpu')
  const fetched = away.length === 0 ? {} : await fetchAll(Object.fromEntries(away), platform)
  return new Map(
    entries.map(([name, tensor]): [string, Tensor] => {
      const data = tensor.location === 'cpu' ? (tensor.data as Float32Array).slice() : fetched[name]!
      return [name, { shape: tensor.dims, data }]
    }),
  )
}

async function fetchAll(tensors: Feeds, platform: Platform): Promise<Record<string, Float32Array>> {
  const host = (name: string) => `host.${name}`
  const graph = new Graph()
  for (const [name, { dims }] of Object.entries(tensors)) {
    graph.output(host(name), graph.add('Identity', [graph.input(name, dims)], { shape: dims }))
  }
  const session = await Session.open(graph, platform)
  const outputs = await session.run(tensors)
  await session.close()
  return Object.fromEntries(Object.keys(tensors).map((name) => [name, outputs[host(name)]!.data as Float32Array]))
}
