/** A bucket of tokens: so many at once, and so many more each second. Pure but for the clock that it is given. */
export interface Rate {
  /** Takes one; answers in how many milliseconds there will be a next one, 0 where there is. */
  take(): number
}

export function createRate(perSecond: number, atOnce: number, now: () => number = () => performance.now()): Rate {
  let tokens = atOnce
  let filledAt = now()
  return {
    take() {
      const time = now()
      tokens = Math.min(atOnce, tokens + ((time - filledAt) / 1000) * perSecond)
      filledAt = time
      tokens--
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000)
    },
  }
}
