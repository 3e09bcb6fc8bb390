/**
 * Gathers pictures into what splits are drawn for: duplicates together, every other picture by itself. Units are columns
 * rather than objects, because a dataset may have a million.
 */
import { splits as splitNames } from '../../../preload/contract/index.ts'
import { contentBytes, type SplitColumns } from '../../store/splits.ts'
import { placesOf } from '../split.ts'

export interface Units {
  readonly count: number
  /** The unit of each picture; −1 for one that is divided without the others. */
  readonly ofPicture: Int32Array
  /** The picture of each that came first; the unit has its class. */
  readonly firsts: Int32Array
  /** How many pictures each has, with those that may not move. */
  readonly sizes: Int32Array
  /** Where each belongs, as a position in `splits`; −1 where that is to be drawn. */
  readonly splits: Int8Array
  /** Lowest place in the draw of its pictures. */
  readonly places: Uint32Array
}

export interface UnitOptions {
  readonly seed: number
  /** The last picture whose split was drawn before, and stays unless its duplicates are elsewhere. */
  readonly settledTo: number
  /** Test pictures neither leave nor join. */
  readonly testLocked: boolean
}

/** `splits` goes from the loosest to the strictest: of several that are fixed, nothing may leave the last. */
const test = splitNames.indexOf('test')

/** Test pictures that are locked in form no unit: what looks like them is divided without them. */
export function gatherUnits(columns: SplitColumns, { seed, settledTo, testLocked }: UnitOptions): Units {
  const { ids, splits, fixed, contents, groups } = columns
  const places = placesOf(contents, contentBytes, seed)
  const units = {
    count: 0,
    ofPicture: new Int32Array(ids.length).fill(-1),
    firsts: new Int32Array(ids.length),
    sizes: new Int32Array(ids.length),
    splits: new Int8Array(ids.length).fill(-1),
    places: new Uint32Array(ids.length).fill(2 ** 32 - 1),
  }
  const ofGroup = new Map<number, number>()
  /** Splits that fixed pictures hold their units to. */
  const held = new Map<number, number>()
  for (let picture = 0; picture < ids.length; picture++) {
    const id = ids[picture]!
    const split = splits[picture]!
    const isFixed = fixed[picture] === 1
    const isSettled = isFixed || id <= settledTo
    if (testLocked && isSettled && split === test) continue
    const group = groups.get(id)
    let unit = group === undefined ? undefined : ofGroup.get(group)
    if (unit === undefined) {
      unit = units.count++
      units.firsts[unit] = picture
      if (group !== undefined) ofGroup.set(group, unit)
    }
    units.ofPicture[picture] = unit
    units.sizes[unit]!++
    units.places[unit] = Math.min(units.places[unit]!, places[picture]!)
    if (isFixed) held.set(unit, Math.max(held.get(unit) ?? 0, split))
    else if (isSettled && units.splits[unit] === -1) units.splits[unit] = split
  }
  for (const [unit, split] of held) units.splits[unit] = split
  return units
}
