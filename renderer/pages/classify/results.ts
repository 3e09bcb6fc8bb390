/** What a run said of pictures, as a table for other programs. */
import { said, t } from '../../locales/text.ts'
import { csv } from '../../tables.ts'
import type { Entry } from './entries.ts'

/** A row for each picture that has been answered, in the order given: its classes from the most probable, or why there are none. */
export function resultsAsCsv(entries: readonly Pick<Entry, 'name' | 'outcome'>[]): string {
  const ranks = Math.max(
    0,
    ...entries.map(({ outcome }) => (outcome.state === 'named' ? outcome.predictions.length : 0)),
  )
  const places = Array.from({ length: ranks }, (_, place) => place)
  const header = [
    t('classify.table.file'),
    ...places.flatMap((place) => [
      t('classify.table.class', { rank: place + 1 }),
      t('classify.table.probability', { rank: place + 1 }),
    ]),
    t('classify.table.problem'),
  ]
  const rows = entries
    .filter(({ outcome }) => outcome.state !== 'waiting')
    .map(({ name, outcome }) => [
      name,
      ...places.flatMap((place) => {
        const prediction = outcome.state === 'named' ? outcome.predictions[place] : undefined
        return [prediction?.name ?? null, prediction?.probability ?? null]
      }),
      outcome.state === 'failed' ? said(outcome.message) : null,
    ])
  return csv([header, ...rows])
}
