/**
 * Gathers pictures into what splits are drawn for: duplicates together, every other picture by itself. Units are columns
 * rather than objects, because a dataset may have a million.
 */
import type { Split } from '../../../preload/contract/index.ts'
import { contentBytes, type SplitColumns } from '../../store/splits.ts'
import { placesOf } from '../split.ts'

export interface Units {
  /** The unit of each picture; −1 for one that is divided without the others. */
  readonly ofPicture: Int32Array
  /** Of the picture that came first. */
  readonly classIds: (number | null)[]
  /** How many pictures each has, with those that may not move. */
  readonly sizes: number[]
  /** Where each belongs; `null` where that is to be drawn. */
  readonly splits: (Split | null)[]
  /** Lowest place in the draw of its pictures, [0, 1). */
  readonly places: number[]
}

export interface UnitOptions {
  readonly seed: number
  /** The last picture whose split was drawn before, and stays unless its duplicates are elsewhere. */
  readonly settledTo: number
  /** Test pictures neither leave nor join. */
  readonly testLocked: boolean
}

/** Of several fixed splits, the one that nothing may leave. */
const strictness: readonly Split[] = ['train', 'validation', 'test']

/** Test pictures that are locked in form no unit: what looks like them is divided without them. */
export function gatherUnits(columns: SplitColumns, { seed, settledTo, testLocked }: UnitOptions): Units {
  const { ids, fixed, contents, groups } = columns
  const places = placesOf(contents, contentBytes, seed)
  const units: Units = {
    ofPicture: new Int32Array(ids.length).fill(-1),
    classIds: [],
    sizes: [],
    splits: [],
    places: [],
  }
  const ofGroup = new Map<number, number>()
  /** Splits that fixed pictures hold their units to. */
  const held = new Map<number, Split>()
  for (let picture = 0; picture < ids.length; picture++) {
    const id = ids[picture]!
    const split = columns.splits[picture]!
    const settled = fixed[picture]! || id <= settledTo
    if (testLocked && settled && split === 'test') continue
    const group = groups.get(id)
    let unit = group === undefined ? undefined : ofGroup.get(group)
    if (unit === undefined) {
      unit = units.sizes.length
      units.classIds.push(columns.classIds[picture]!)
      units.sizes.push(0)
      units.splits.push(null)
      units.places.push(1)
      if (group !== undefined) ofGroup.set(group, unit)
    }
    units.ofPicture[picture] = unit
    units.sizes[unit]!++
    units.places[unit] = Math.min(units.places[unit]!, places[picture]!)
    if (fixed[picture]) {
      const known = held.get(unit)
      if (!known || strictness.indexOf(split) > strictness.indexOf(known)) held.set(unit, split)
    } else if (settled) units.splits[unit] ??= split
  }
  for (const [unit, split] of held) units.splits[unit] = split
  return units
}
