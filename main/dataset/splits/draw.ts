/**
 * Draws splits: each class by itself, so that all have the same shares; duplicates together, so that none is on both
 * sides; from nothing but contents, labels and the seed, so that it can be drawn again. It opens no store.
 */
import { splits } from '../../../preload/contract/index.ts'
import { orderOf } from '../../lib/order.ts'
import type { SplitColumns } from '../../store/splits.ts'
import type { SplitDraw } from '../../store/store.ts'
import { gatherUnits, type Units } from './units.ts'

/** Positions in `splits`. */
const train = splits.indexOf('train')
const validation = splits.indexOf('validation')
const test = splits.indexOf('test')

export interface DrawOptions {
  /** The last picture whose split was drawn before, and stays; 0 to draw all anew. */
  readonly settledTo: number
  readonly testLocked: boolean
}

/**
 * The split of each picture, as a position in `splits`; most stay where they are. Targets are rounded over all classes
 * together, so that many small classes hold out their share too; each class keeps something to train on.
 */
export function drawSplits(
  columns: SplitColumns,
  { validationShare, testShare, splitSeed: seed }: SplitDraw,
  { settledTo, testLocked }: DrawOptions,
): Uint8Array {
  const units = gatherUnits(columns, { seed, settledTo, testLocked })
  // What is held out; the first draws first.
  const shares = [[test, testLocked ? 0 : testShare] as const, [validation, validationShare] as const]
  let before = 0
  for (const members of byClass(units, columns)) {
    const after = before + sizeOf(units, members)
    const targets = shares.map(([split, share]) => {
      return [split, Math.round(after * share) - Math.round(before * share)] as const
    })
    drawClass(units, members, targets)
    before = after
  }
  return splitsOf(units, columns)
}

/** Units of each class, in the order in which classes and units came. */
function byClass({ count, firsts }: Units, { classIds }: SplitColumns): Iterable<readonly number[]> {
  const classes = new Map<number | null, number[]>()
  for (let unit = 0; unit < count; unit++) {
    const classId = classIds[firsts[unit]!]!
    const members = classes.get(classId)
    if (members) members.push(unit)
    else classes.set(classId, [unit])
  }
  return classes.values()
}

/** Gives units without a split to those that miss pictures, in the order of the draw. */
function drawClass(
  { places, sizes, splits: drawn }: Units,
  members: readonly number[],
  targets: readonly (readonly [split: number, pictures: number])[],
): void {
  const undrawn = Uint32Array.from(members.filter((unit) => drawn[unit] === -1))
  const open = orderOf(undrawn.map((unit) => places[unit]!)).map((position) => undrawn[position]!)
  const trained = members.some((unit) => drawn[unit] === train)
  let left = trained ? open.length : open.length - 1
  for (const [split, target] of targets) {
    let missing = target
    for (const unit of members) if (drawn[unit] === split) missing -= sizes[unit]!
    for (const unit of open) {
      // A group that overshoots by more than it misses is left to the next.
      if (left <= 0 || missing <= 0) break
      if (drawn[unit] !== -1 || sizes[unit]! > 2 * missing) continue
      drawn[unit] = split
      missing -= sizes[unit]!
      left--
    }
  }
}

function splitsOf(units: Units, { splits: before, fixed }: SplitColumns): Uint8Array {
  return before.map((split, picture) => {
    const unit = units.ofPicture[picture]!
    return unit < 0 || fixed[picture] === 1 ? split : Math.max(units.splits[unit]!, train)
  })
}

function sizeOf({ sizes }: Units, members: readonly number[]): number {
  let sum = 0
  for (const unit of members) sum += sizes[unit]!
  return sum
}
