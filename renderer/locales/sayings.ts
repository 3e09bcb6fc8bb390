/**
 * What the program's own side says: why something failed, why a file was left out, why a setting is suggested. There
 * sentences are English, wherever and whenever they arose: in a worker, in the store a year ago, in a terminal. A
 * catalogue of another language has them by their English, with `{names}` for what stands in them.
 */

export type Sayings = Readonly<Record<string, string>>

/** How often a sentence may stand in a sentence. */
const deepest = 3

interface Pattern {
  /** What stands before, between and after the values. */
  readonly texts: readonly string[]
  readonly names: readonly string[]
  readonly translation: string
}

/**
 * Makes a function that says sentences as the catalogue has them; values are looked up likewise, and what is unknown
 * stays as it is. Of several patterns that fit, the one with the most text of its own is taken.
 */
export function createInterpreter(sayings: Sayings): (sentence: string) => string {
  const whole = new Map(Object.entries(sayings))
  const patterns = [...whole].map(toPattern).sort((a, b) => ownLength(b) - ownLength(a))

  function interpret(sentence: string, depth: number): string {
    const known = whole.get(sentence)
    if (known !== undefined || depth > deepest) return known ?? sentence
    for (const pattern of patterns) {
      const values = valuesIn(sentence, pattern)
      if (values)
        return fill(
          pattern,
          values.map((value) => interpret(value, depth + 1)),
        )
    }
    return sentence
  }
  return (sentence) => interpret(sentence, 0)
}

/** The names in a text's braces. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
}

function toPattern([english, translation]: [string, string]): Pattern {
  return { texts: english.split(/\{\w+\}/), names: namesIn(english), translation }
}

function ownLength({ texts }: Pattern): number {
  return texts.join('').length
}

/** What stands between the pattern's texts, each found at its first place; null where one is missing. */
function valuesIn(sentence: string, { texts }: Pattern): string[] | null {
  const [first, last] = [texts[0]!, texts.at(-1)!]
  if (texts.length < 2 || !sentence.startsWith(first) || !sentence.endsWith(last)) return null
  const end = sentence.length - last.length
  const values: string[] = []
  let place = first.length
  for (const text of texts.slice(1, -1)) {
    const found = sentence.indexOf(text, place + 1)
    if (found < 0) return null
    values.push(sentence.slice(place, found))
    place = found + text.length
  }
  return place < end ? [...values, sentence.slice(place, end)] : null
}

function fill({ names, translation }: Pattern, values: readonly string[]): string {
  return translation.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[names.indexOf(name)] ?? '')
}
