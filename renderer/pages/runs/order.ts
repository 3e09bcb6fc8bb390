/** The table of runs: what its columns sort by, and what a search finds. Pure. */
import { judged, type RunSummary } from '../../../preload/contract/index.ts'
import { originOf, stateOf } from '../../runs.ts'

export const orderKeys = [
  'name',
  'status',
  'network',
  'top1',
  'top5',
  'epochs',
  'seconds',
  'bytes',
  'createdAt',
] as const
export type OrderKey = (typeof orderKeys)[number]

export interface Order {
  readonly by: OrderKey
  readonly descending: boolean
}

/** What a run sorts by; `null` comes last in either direction. */
const values: Readonly<Record<OrderKey, (run: RunSummary) => string | number | null>> = {
  name: ({ name }) => name,
  status: stateOf,
  network: ({ settings }) => settings.network,
  top1: ({ best }) => (best ? judged(best).top1Error : null),
  top5: ({ best }) => (best ? judged(best).top5Error : null),
  epochs: ({ epochsDone }) => epochsDone,
  seconds: ({ seconds }) => seconds,
  bytes: ({ bytes }) => bytes,
  createdAt: ({ createdAt }) => createdAt,
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

export function sorted(runs: readonly RunSummary[], { by, descending }: Order): RunSummary[] {
  const valueOf = values[by]
  return [...runs].sort((one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
    return (descending ? -order : order) || other.createdAt - one.createdAt
  })
}

/** A click on the column that is sorted by turns the order round; errors begin with the lowest, times with the latest. */
export function nextOrder(now: Order, by: OrderKey): Order {
  if (now.by === by) return { by, descending: !now.descending }
  return { by, descending: ['epochs', 'seconds', 'bytes', 'createdAt'].includes(by) }
}

/** Runs in which every word of the search stands: in the name, the dataset's, a tag, the notes or the device. */
export function matching(runs: readonly RunSummary[], search: string): RunSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...runs]
  return runs.filter((run) => {
    const { name, tags, notes, device, settings } = run
    const text = [name, originOf(run), ...tags, notes, device ?? '', settings.network].join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
