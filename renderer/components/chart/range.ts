/** How far an axis of values reaches. Pure. */

export interface RangeOptions {
  /** Lower end; without it the curves' own. */
  readonly start: number | undefined
  readonly isLog: boolean
}

/** From the lowest and highest value in sight, with some room above. */
export function valueRange(low: number | null, high: number | null, { start, isLog }: RangeOptions): [number, number] {
  if (low === null || high === null) return isLog ? [0.1, 1] : [0, 1]
  if (isLog) {
    const factor = Math.max((high / low) ** 0.05, 1.02)
    return [low / factor, high * factor]
  }
  const margin = Math.max((high - (start ?? low)) * 0.06, Math.abs(high) * 1e-3, 1e-9)
  return [start ?? low - margin, high + margin]
}
