/** Answers `splits.*`. */
import { moveTo, redraw, splitState } from '../dataset/splits/change.ts'
import type { Store } from '../store/store.ts'
import type { Emit, Handlers } from './handlers.ts'

export function splitHandlers(store: Store, emit: Emit): Handlers<'splits'> {
  const told = (datasetId: number, changed: number) => {
    if (changed > 0) emit('datasets.changed', { datasetId })
    return { changed }
  }
  return {
    state: ({ datasetId }) => {
      store.datasets.get(datasetId)
      return splitState(store, datasetId)
    },
    draw: ({ datasetId, validationShare, testShare, seed, insist }) => {
      store.datasets.get(datasetId)
      const splitSeed = seed ?? store.datasets.draw(datasetId).splitSeed
      return told(datasetId, redraw(store, datasetId, { validationShare, testShare, splitSeed }, insist))
    },
    move: ({ datasetId, imageIds, split, insist }) =>
      told(datasetId, moveTo(store, datasetId, imageIds, split, insist)),
    changesSince: ({ runId }) => {
      store.runs.get(runId)
      return store.snapshots.changesSince(runId)
    },
  }
}
