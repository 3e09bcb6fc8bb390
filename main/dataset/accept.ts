/** Gives pictures the labels that a run suggested, or took them for by mistake. */
import type { Store } from '../store/store.ts'
import { demandOpenTest } from './splits/change.ts'

export interface Acceptance {
  readonly datasetId: number
  readonly runId: number
  readonly imageIds: readonly number[]
  /** Also test pictures that a run was measured on: a network that labels its own test does well in it. */
  readonly insist: boolean
}

/**
 * By one act; pictures that the run was not asked about stay as they are. Answers how many labels changed. Throws
 * `Failure('not-found')` where there is no such run, `Failure('conflict')` where a person must insist.
 */
export function accept(store: Store, { datasetId, runId, imageIds, insist }: Acceptance): number {
  const { name } = store.runs.get(runId)
  const answers = store.answers.of(datasetId, runId, imageIds)
  if (store.splits.holdTest(datasetId, [...answers.keys()])) demandOpenTest(store, datasetId, insist)
  const changes = Array.from(answers, ([id, { classId }]) => ({ id, classId }))
  return store.pictures.change({ datasetId, kind: 'accept', names: [name] }, changes)
}
