/**
 * Draws splits: each class by itself, so that all have the same shares; duplicates together, so that none is on both
 * sides; from nothing but contents, labels and the seed, so that it can be drawn again. It knows no store.
 */
import type { Split } from '../../../preload/contract/index.ts'
import type { SplitRow } from '../../store/splits.ts'
import type { SplitDraw } from '../../store/store.ts'
import { gatherUnits, type Unit } from './units.ts'

/** Splits that a part of the data is held out for; the first draws first. */
const heldOut = ['test', 'validation'] as const

export interface DrawOptions {
  readonly isSettled: (row: SplitRow) => boolean
  readonly testLocked: boolean
}

/**
 * The pictures that have to move, and where to. Targets are rounded over all classes together, so that many small
 * classes hold out their share too; each class keeps something to train on.
 */
export function drawSplits(
  rows: Iterable<SplitRow>,
  { validationShare, testShare, splitSeed: seed }: SplitDraw,
  { isSettled, testLocked }: DrawOptions,
): (readonly [imageId: number, split: Split])[] {
  const classes = Map.groupBy(gatherUnits(rows, { seed, isSettled, testLocked }), ({ classId }) => classId)
  const shares = { test: testLocked ? 0 : testShare, validation: validationShare }
  const moves: (readonly [number, Split])[] = []
  let before = 0
  for (const units of classes.values()) {
    const after = before + sizeOf(units)
    const targets = heldOut.map((split) => {
      return [split, Math.round(after * shares[split]) - Math.round(before * shares[split])] as const
    })
    drawClass(units, targets)
    before = after
    for (const { free, split } of units) {
      const drawn = split ?? 'train'
      for (const picture of free) if (picture.split !== drawn) moves.push([picture.id, drawn])
    }
  }
  return moves
}

/** Gives units without a split to those that miss pictures, in the order of the draw. */
function drawClass(units: readonly Unit[], targets: readonly (readonly [Split, number])[]): void {
  const open = units.filter(({ split }) => split === null).sort((a, b) => a.place - b.place)
  const trained = units.some(({ split }) => split === 'train')
  let left = trained ? open.length : open.length - 1
  for (const [split, target] of targets) {
    let missing = target - sizeOf(units.filter((unit) => unit.split === split))
    for (const unit of open) {
      // A group that overshoots by more than it misses is left to the next.
      if (left <= 0 || missing <= 0) break
      if (unit.split !== null || unit.size > 2 * missing) continue
      unit.split = split
      missing -= unit.size
      left--
    }
  }
}

function sizeOf(units: readonly Unit[]): number {
  return units.reduce((sum, { size }) => sum + size, 0)
}
