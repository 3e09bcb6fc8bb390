/** Round numbers to mark an axis with. Pure. */

/** About `wanted` marks from `low` to `high`, a multiple of 1, 2 or 5 apart. */
export function ticks(low: number, high: number, wanted: number): number[] {
  const span = high - low
  if (!(span > 0)) return [low]
  const power = 10 ** Math.floor(Math.log10(span / wanted))
  const step = power * ([1, 2, 5, 10].find((factor) => span / (factor * power) <= wanted) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** The powers of ten from `low` to `high`, or where there are fewer than two, round numbers. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9)
  const count = Math.floor(Math.log10(high) + 1e-9) - first + 1
  if (count < 2) return ticks(low, high, 4).filter((tick) => tick > 0)
  return Array.from({ length: count }, (_, index) => Number((10 ** (first + index)).toPrecision(12)))
}
