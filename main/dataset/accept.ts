/** Gives pictures the labels that a run suggested, or took them for by mistake. */
import type { Store } from '../store/store.ts'

/**
 * By one act; pictures that the run was not asked about stay as they are. Answers how many labels changed. Throws
 * `Failure('not-found')` where there is no such run.
 */
export function accept(store: Store, datasetId: number, runId: number, imageIds: readonly number[]): number {
  const { name } = store.runs.get(runId)
  const answers = store.answers.of(datasetId, runId, imageIds)
  const changes = Array.from(answers, ([id, { classId }]) => ({ id, classId }))
  return store.pictures.change({ datasetId, kind: 'accept', names: [name] }, changes)
}
