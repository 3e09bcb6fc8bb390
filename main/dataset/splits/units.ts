/** Gathers pictures into what splits are drawn for: duplicates together, every other picture by itself. */
import type { Split } from '../../../preload/contract/index.ts'
import type { SplitRow } from '../../store/splits.ts'
import { placeOf } from '../split.ts'

export interface Unit {
  /** Of the picture that came first. */
  readonly classId: number | null
  /** Pictures that may move, with where they are. */
  readonly free: { readonly id: number; readonly split: Split }[]
  /** How many pictures it has, with those that may not move. */
  size: number
  /** Where it belongs; `null` where that is to be drawn. */
  split: Split | null
  /** Lowest place in the draw of its pictures, [0, 1). */
  place: number
}

export interface UnitOptions {
  readonly seed: number
  /** Whether the split of a picture that may move was drawn before, and stays unless its duplicates are elsewhere. */
  readonly isSettled: (row: SplitRow) => boolean
  /** Test pictures neither leave nor join. */
  readonly testLocked: boolean
}

/** Of several fixed splits, the one that nothing may leave. */
const strictness: readonly Split[] = ['train', 'validation', 'test']

/** Test pictures that are locked in form no unit: what looks like them is divided without them. */
export function gatherUnits(rows: Iterable<SplitRow>, { seed, isSettled, testLocked }: UnitOptions): Unit[] {
  const units: Unit[] = []
  const groups = new Map<number, Unit>()
  /** Splits that fixed pictures hold their units to. */
  const held = new Map<Unit, Split>()
  for (const row of rows) {
    const settled = row.fixed === 1 || isSettled(row)
    if (testLocked && settled && row.split === 'test') continue
    let unit = row.groupId === null ? undefined : groups.get(row.groupId)
    if (!unit) {
      unit = { classId: row.classId, free: [], size: 0, split: null, place: 1 }
      units.push(unit)
      if (row.groupId !== null) groups.set(row.groupId, unit)
    }
    unit.size++
    unit.place = Math.min(unit.place, placeOf(row.sha256, seed))
    if (row.fixed === 0) unit.free.push({ id: row.id, split: row.split })
    if (row.fixed === 1) {
      const known = held.get(unit)
      if (!known || strictness.indexOf(row.split) > strictness.indexOf(known)) held.set(unit, row.split)
    } else if (settled) unit.split ??= row.split
  }
  for (const [unit, split] of held) unit.split = split
  return units
}
