/**
 * Draws splits: each class by itself, so that all have the same shares; duplicates together, so that none is on both
 * sides; from nothing but contents, labels and the seed, so that it can be drawn again. It opens no store.
 */
import type { Split } from '../../../preload/contract/index.ts'
import type { SplitColumns } from '../../store/splits.ts'
import type { SplitDraw } from '../../store/store.ts'
import { gatherUnits, type Units } from './units.ts'

/** Splits that a part of the data is held out for; the first draws first. */
const heldOut = ['test', 'validation'] as const

export interface DrawOptions {
  /** The last picture whose split was drawn before, and stays; 0 to draw all anew. */
  readonly settledTo: number
  readonly testLocked: boolean
}

/**
 * The pictures that have to move, by where to. Targets are rounded over all classes together, so that many small classes
 * hold out their share too; each class keeps something to train on.
 */
export function drawSplits(
  columns: SplitColumns,
  { validationShare, testShare, splitSeed: seed }: SplitDraw,
  { settledTo, testLocked }: DrawOptions,
): Map<Split, number[]> {
  const units = gatherUnits(columns, { seed, settledTo, testLocked })
  const shares = { test: testLocked ? 0 : testShare, validation: validationShare }
  let before = 0
  for (const members of byClass(units)) {
    const after = before + sizeOf(units, members)
    const targets = heldOut.map((split) => {
      return [split, Math.round(after * shares[split]) - Math.round(before * shares[split])] as const
    })
    drawClass(units, members, targets)
    before = after
  }
  return movesTo(units, columns)
}

/** Units of each class, in the order in which classes and units came. */
function byClass({ classIds }: Units): Iterable<readonly number[]> {
  const classes = new Map<number | null, number[]>()
  for (const [unit, classId] of classIds.entries()) {
    const members = classes.get(classId)
    if (members) members.push(unit)
    else classes.set(classId, [unit])
  }
  return classes.values()
}

/** Gives units without a split to those that miss pictures, in the order of the draw. */
function drawClass(
  { places, sizes, splits }: Units,
  members: readonly number[],
  targets: readonly (readonly [Split, number])[],
): void {
  const open = Uint32Array.from(members.filter((unit) => splits[unit] === null))
  open.sort((a, b) => places[a]! - places[b]!)
  const trained = members.some((unit) => splits[unit] === 'train')
  let left = trained ? open.length : open.length - 1
  for (const [split, target] of targets) {
    let missing = target
    for (const unit of members) if (splits[unit] === split) missing -= sizes[unit]!
    for (const unit of open) {
      // A group that overshoots by more than it misses is left to the next.
      if (left <= 0 || missing <= 0) break
      if (splits[unit] !== null || sizes[unit]! > 2 * missing) continue
      splits[unit] = split
      missing -= sizes[unit]!
      left--
    }
  }
}

function movesTo(units: Units, { ids, splits, fixed }: SplitColumns): Map<Split, number[]> {
  const moves = new Map<Split, number[]>()
  for (let picture = 0; picture < ids.length; picture++) {
    const unit = units.ofPicture[picture]!
    if (unit < 0 || fixed[picture]) continue
    const drawn = units.splits[unit] ?? 'train'
    if (splits[picture] === drawn) continue
    const moved = moves.get(drawn)
    if (moved) moved.push(ids[picture]!)
    else moves.set(drawn, [ids[picture]!])
  }
  return moves
}

function sizeOf({ sizes }: Units, members: readonly number[]): number {
  return members.reduce((sum, unit) => sum + sizes[unit]!, 0)
}
