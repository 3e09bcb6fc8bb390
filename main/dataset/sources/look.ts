/** The first look at a source: goes through its entries once and keeps no list of them. */
import type { Split } from '../../../preload/contract/index.ts'
import type { Look, Source } from './source.ts'
import { TreeBuilder } from './tree.ts'

/** Ends early, with what it has, once the signal is aborted. */
export async function lookThrough(source: Source, signal: AbortSignal): Promise<Look> {
  const builder = new TreeBuilder()
  const labels = new Set<string>()
  const splits = new Set<Split>()
  let [entries, pictures] = [0, 0]
  for await (const entry of source.entries()) {
    if (signal.aborted) break
    entries++
    if (!('location' in entry)) continue
    pictures++
    if (!entry.row) builder.add(entry.path)
    else {
      if (entry.row.label !== null) labels.add(entry.row.label)
      if (entry.row.split) splits.add(entry.row.split)
    }
  }
  return { tree: builder.tree, labels, splits, entries, pictures }
}
