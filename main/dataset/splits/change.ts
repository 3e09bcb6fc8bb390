/**
 * Changes what pictures are for: settles the splits of new ones, draws all anew, moves some, leaves some out. It guards
 * test pictures that a run was measured on.
 */
import { splits as splitNames, type Split, type SplitState } from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import type { SplitDraw, Store } from '../../store/store.ts'
import { drawSplits } from './draw.ts'

const test = splitNames.indexOf('test')

/**
 * Divides the pictures that came since the last time by the dataset's shares, and brings duplicates to one side. What was
 * drawn before stays, unless its duplicates are elsewhere. Answers how many pictures moved.
 */
export function settleSplits(store: Store, datasetId: number): number {
  const { splits } = store
  const settledTo = splits.drawnTo(datasetId)
  let last = settledTo
  const moved = splits.draw({ datasetId, kind: 'settle', names: [] }, (columns) => {
    last = Math.max(last, columns.ids.at(-1) ?? 0)
    const testLocked = splits.testLockedBy(datasetId) !== null
    return drawSplits(columns, store.datasets.draw(datasetId), { settledTo, testLocked })
  })
  splits.setDrawnTo(datasetId, last)
  return moved
}

/** Draws the splits of all pictures anew that are not fixed. Throws `Failure('conflict')` where test pictures are locked. */
export function redraw(store: Store, datasetId: number, shares: SplitDraw, insist: boolean): number {
  if (shares.validationShare + shares.testShare > 0.9) {
    throw new Failure('invalid-input', 'Validation and test may take at most nine tenths of the pictures together.')
  }
  const moved = store.splits.draw({ datasetId, kind: 'drawSplits', names: [] }, (columns) => {
    const drawn = drawSplits(columns, shares, { settledTo: 0, testLocked: false })
    const changesTest = drawn.some((split, picture) => {
      const before = columns.splits[picture]
      return split !== before && (split === test || before === test)
    })
    if (changesTest) demandOpenTest(store, datasetId, insist)
    return drawn
  })
  store.splits.setShares(datasetId, shares)
  return moved
}

/** Puts pictures into a split for good. */
export function moveTo(
  store: Store,
  datasetId: number,
  imageIds: readonly number[],
  split: Split,
  insist: boolean,
): number {
  if (split === 'test' || store.splits.holdTest(datasetId, imageIds)) demandOpenTest(store, datasetId, insist)
  return store.pictures.move(datasetId, imageIds, split)
}

/** Leaves pictures out of training, or takes them in again. */
export function exclude(
  store: Store,
  datasetId: number,
  imageIds: readonly number[],
  excluded: boolean,
  insist: boolean,
): number {
  if (store.splits.holdTest(datasetId, imageIds)) demandOpenTest(store, datasetId, insist)
  return store.pictures.exclude(datasetId, imageIds, excluded)
}

/** Throws `Failure('conflict')` where a run was evaluated on the test pictures, unless a person insists. */
export function demandOpenTest(store: Store, datasetId: number, insist: boolean): void {
  const lock = store.splits.testLockedBy(datasetId)
  if (!lock || insist) return
  throw new Failure(
    'conflict',
    `The test pictures are locked, because “${lock.name}” was measured on them: its result would mean nothing any more. ` +
      'Leave them as they are, or insist on the change.',
    { runId: lock.runId },
  )
}

export function splitState(store: Store, datasetId: number): SplitState {
  const { validationShare, testShare, splitSeed } = store.datasets.draw(datasetId)
  return {
    validationShare,
    testShare,
    seed: splitSeed,
    fixed: store.splits.fixed(datasetId),
    testLockedBy: store.splits.testLockedBy(datasetId),
    leaks: store.duplicates.leaks(datasetId),
  }
}
