/** The first look at a source: goes through its entries once and keeps no list of them. */
import type { Split } from '../../../preload/contract/index.ts'
import type { Lookout } from '../lookout.ts'
import type { Look, Source } from './source.ts'
import { TreeBuilder } from './tree.ts'

/** Throws `Failure('cancelled')` as soon as the lookout knows that nobody wants it any more. */
export async function lookThrough(source: Source, lookout: Lookout): Promise<Look> {
  const builder = new TreeBuilder()
  const labels = new Set<string>()
  const splits = new Set<Split>()
  let [entries, pictures] = [0, 0]
  lookout.begin(source.path)
  for await (const entry of source.entries(lookout.hear)) {
    await lookout.found()
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
