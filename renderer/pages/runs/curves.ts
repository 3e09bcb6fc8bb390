/**
 * What is measured at single steps as curves of bounded length, fed from two sides: what the program kept, and what
 * happens while one looks. Pure.
 */
import type { EpochRecord, StepRecord, UsageRecord } from '../../../preload/contract/index.ts'

/** Points that a curve may have before every second bucket is merged; twice what a wide screen shows. */
export const mostPoints = 4000

/** Adds losses to a curve. */
export function append(curve: readonly StepRecord[], records: readonly StepRecord[]): readonly StepRecord[] {
  return thin(joined(curve, records), mostPoints)
}

/** Adds samples to those known. Once there are too many, every second one goes. */
export function appendUsage(known: readonly UsageRecord[], records: readonly UsageRecord[]): readonly UsageRecord[] {
  const all = joined(known, records)
  return all.length <= mostPoints ? all : all.filter((_, place) => place % 2 === (all.length - 1) % 2)
}

/** In ascending order of steps. A step that is not past the curve's end is there already: events and answers overlap. */
function joined<Point extends { readonly step: number }>(
  curve: readonly Point[],
  points: readonly Point[],
): readonly Point[] {
  const end = curve.at(-1)?.step ?? 0
  const fresh = points.filter(({ step }) => step > end).sort((a, b) => a.step - b.step)
  return fresh.length === 0 ? curve : [...curve, ...fresh]
}

/** At most `limit` points: of each bucket the lowest and the highest, so that no spike is lost; both ends stay. */
export function thin(curve: readonly StepRecord[], limit: number): readonly StepRecord[] {
  if (curve.length <= limit) return curve
  const buckets = Math.floor(limit / 4)
  const inner = curve.slice(1, -1)
  const kept: StepRecord[] = [curve[0]!]
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * inner.length) / buckets)
    const end = Math.floor(((bucket + 1) * inner.length) / buckets)
    kept.push(...extremes(inner.slice(start, end)))
  }
  return [...kept, curve.at(-1)!]
}

function extremes(bucket: readonly StepRecord[]): StepRecord[] {
  const first = bucket[0]
  if (!first) return []
  let lowest = first
  let highest = first
  for (const record of bucket) {
    if (record.loss < lowest.loss) lowest = record
    if (record.loss > highest.loss) highest = record
  }
  if (lowest === highest) return [lowest]
  return lowest.step < highest.step ? [lowest, highest] : [highest, lowest]
}

/** The curve with all that is known of a part of it in the place of what thinning left there. */
export function withDetail(curve: readonly StepRecord[], detail: readonly StepRecord[]): readonly StepRecord[] {
  const [first, last] = [detail[0]?.step, detail.at(-1)?.step]
  if (first === undefined || last === undefined) return curve
  return [...curve.filter(({ step }) => step < first), ...detail, ...curve.filter(({ step }) => step > last)]
}

/** Adds or replaces epochs by their number, ascending. */
export function mergeEpochs(known: readonly EpochRecord[], records: readonly EpochRecord[]): readonly EpochRecord[] {
  const byEpoch = new Map([...known, ...records].map((record) => [record.epoch, record]))
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch)
}

/**
 * Where the axis of a curve ends that has come to `current` and goes on to `total`: a round number with some room ahead,
 * so that the curve fills its chart from the start and the axis changes seldom.
 */
export function axisEnd(current: number, total: number): number {
  const wanted = Math.max(current * 1.1, 5)
  const power = 10 ** Math.floor(Math.log10(wanted))
  const round = [1, 1.5, 2, 3, 5, 7.5, 10].find((factor) => factor * power >= wanted) ?? 10
  return Math.min(total, round * power)
}

export interface Smoothed {
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** Places at which a smoothed curve is drawn at most: one for each second pixel of a wide chart. */
const mostPlaces = 800

/**
 * The loss as the mean around each of its points, with the lowest and highest single losses there. What is around is a
 * fiftieth of the curve, so that short and long runs look alike.
 */
export function smoothLoss(curve: readonly StepRecord[]): Smoothed {
  const reach = Math.ceil(curve.length / 100)
  const stride = Math.max(1, Math.ceil(curve.length / mostPlaces))
  const places = curve.flatMap((_, place) => (place % stride === 0 || place === curve.length - 1 ? [place] : []))
  const around = places.map((place) => curve.slice(Math.max(0, place - reach), place + reach + 1))
  return {
    x: places.map((place) => curve[place]!.step),
    y: around.map(meanLoss),
    low: around.map((records) => Math.min(...records.map(({ loss }) => loss))),
    high: around.map((records) => Math.max(...records.map(({ loss }) => loss))),
  }
}

function meanLoss(records: readonly StepRecord[]): number {
  return records.reduce((sum, { loss }) => sum + loss, 0) / records.length
}
