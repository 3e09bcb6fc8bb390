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
  // Nothing but zeros tell no scale of their own.
  if (high === 0 && (start ?? low) === 0) return [0, 1]
  const margin = Math.max((high - (start ?? low)) * 0.06, Math.abs(high) * 1e-3)
  return [start ?? low - margin, high + margin]
}
