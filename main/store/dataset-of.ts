/** The dataset that a run was trained on, demanded by whatever needs its pictures. */
import { Failure } from '../lib/failure.ts'
import type { RunRow } from './run-rows.ts'

/** Throws `Failure('conflict')` where it was removed, or where the network was read from a file. */
export function datasetOf({ id, datasetId, datasetName, file }: RunRow): number {
  if (datasetId !== null) return datasetId
  throw new Failure(
    'conflict',
    file === null
      ? `The dataset “${datasetName}” of run ${String(id)} was removed.`
      : `Run ${String(id)} was read from ${file} and has no pictures of its own. Begin a run with its weights instead.`,
  )
}
