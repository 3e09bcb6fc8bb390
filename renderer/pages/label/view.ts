/** Which pictures of a dataset the grid shows, and in which order. Pure. */
import { answeringRun, type ImageFilter, type ImageSort } from '../../../preload/contract/index.ts'

export interface View {
  readonly filter: ImageFilter
  readonly sort: ImageSort
}

export const importOrder: ImageSort = { by: 'import', descending: false }
export const allPictures: View = { filter: {}, sort: importOrder }

/** What is surest comes first. */
const surestFirst: ImageSort = { by: 'certainty', descending: true }

/** What a run suggests for pictures without a label. */
export function suggestionsOf(runId: number): View {
  return { filter: { classId: null, suggestedBy: runId }, sort: surestFirst }
}

/** All pictures that pass, the surest mistakes first where those of a run are asked for. */
export function viewOf(filter: ImageFilter): View {
  return { filter, sort: filter.mistakesOf === undefined ? importOrder : surestFirst }
}

/** Whether the view leaves pictures out because of what a person chose. */
export function isNarrowed({ filter }: View): boolean {
  return Object.keys(filter).length > 0
}

/** The view with its filter changed; `undefined` takes a part of it away, and with a run's answers all about them. */
export function narrowed(
  { filter, sort }: View,
  change: { readonly [Part in keyof ImageFilter]?: ImageFilter[Part] | undefined },
): View {
  const parts = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined)
  const view = { filter: Object.fromEntries(parts) as ImageFilter, sort }
  if (answeringRun(view.filter) !== undefined) return view
  const { answerId: _answerId, atLeast: _atLeast, ...rest } = view.filter
  return { filter: rest, sort: sort.by === 'certainty' ? importOrder : sort }
}
