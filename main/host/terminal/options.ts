/** Values of command-line options, checked; each complaint lists what would do. */
import { InvalidArgumentError, Option } from 'commander'

/** A whole number from `least` to `most`. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${String(least)}` : `from ${String(least)} to ${String(most)}`
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It is a whole number ${range}.`)
  }
}

/** A number above 0 and at most `most`. */
export function positive(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (value > 0 && value <= most) return value
    throw new InvalidArgumentError(`It is a number above 0, at most ${String(most)}.`)
  }
}

/** A number from 0 to `most`. */
export function zeroTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= 0 && value <= most) return value
    throw new InvalidArgumentError(`It is a number from 0 to ${String(most)}.`)
  }
}

/** A share of the whole, 0 to 0.9. */
export function share(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 0.9) return value
  throw new InvalidArgumentError('It is a share from 0 to 0.9.')
}

/** An option that takes one of `choices`. */
export function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices)
}

/** What the contract calls the splits that `--split` names. */
export const measuredSplits = { val: 'validation', test: 'test' } as const

/** `auto`, `none`, `parent`, or the number of a folder below the source. */
export function classLevel(text: string): 'auto' | 'none' | 'parent' | number {
  if (text === 'auto' || text === 'none' || text === 'parent') return text
  if (/^([1-9]|1[0-6])$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It is auto, none, parent, or a number from 1 to 16.')
}
