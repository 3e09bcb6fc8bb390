/** What the measures of epochs decide: which is the best, when a plateau is long enough, and when to stop early. */
import type { Measure } from './metrics.ts'

/** All that must be kept to go on after a resume. */
export interface PatienceState {
  readonly best: Measure | null
  /** Of the best; 0 before the first. */
  readonly bestEpoch: number
  /** Epochs in a row that were not better, since the best or the last drop of the rate. */
  readonly waited: number
  /** Drops of the rate so far. */
  readonly drops: number
}

export interface PatienceSettings {
  /** Epochs on a plateau after which the rate drops; `null` where the schedule is another. */
  readonly plateauPatience: number | null
  /** Epochs without a better one after which training ends; `null`: never. */
  readonly earlyStopping: number | null
}

export interface Verdict {
  readonly state: PatienceState
  readonly isBest: boolean
  readonly dropped: boolean
  readonly stop: boolean
}

export const freshPatience: PatienceState = { best: null, bestEpoch: 0, waited: 0, drops: 0 }

/** Judges an epoch by its measure; one that was not measured counts as no better. */
export function judge(
  { best, bestEpoch, waited, drops }: PatienceState,
  epoch: number,
  measure: Measure | null,
  { plateauPatience, earlyStopping }: PatienceSettings,
): Verdict {
  if (measure && better(measure, best)) {
    const state = { best: measure, bestEpoch: epoch, waited: 0, drops }
    return { state, isBest: true, dropped: false, stop: false }
  }
  const dropped = plateauPatience !== null && waited + 1 >= plateauPatience
  return {
    state: { best, bestEpoch, waited: dropped ? 0 : waited + 1, drops: dropped ? drops + 1 : drops },
    isBest: false,
    dropped,
    stop: earlyStopping !== null && epoch - bestEpoch >= earlyStopping,
  }
}

/** Whether a measure has fewer top-1 errors than the best so far, or as many at a lower loss. */
export function better(measure: Measure, best: Measure | null): boolean {
  if (!best) return true
  if (measure.top1Error !== best.top1Error) return measure.top1Error < best.top1Error
  return measure.loss < best.loss
}
