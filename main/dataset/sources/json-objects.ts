/**
 * Takes the objects out of a JSON file one by one in bounded memory: those of an array, or one a line (JSON Lines).
 * Brackets, commas and white space between objects are passed over.
 */
import { fileParts } from './file-parts.ts'
import type { Hear } from './source.ts'

/** Longest object, in characters. */
const longestObject = 2 ** 16

/** An object's own text, or `null` for one that is too long or does not end. */
export async function* jsonObjects(file: string, hear: Hear): AsyncGenerator<string | null> {
  let text = ''
  let depth = 0
  let inText = false
  let isEscaped = false
  for await (const part of fileParts(file, hear)) {
    let from = depth > 0 ? 0 : -1
    for (let at = 0; at < part.length; at++) {
      const character = part[at]
      if (isEscaped) isEscaped = false
      else if (inText) {
        if (character === '\\') isEscaped = true
        else if (character === '"') inText = false
      } else if (character === '"') inText = depth > 0
      else if (character === '{') {
        if (depth++ === 0) from = at
      } else if (character === '}' && depth > 0 && --depth === 0) {
        text += part.slice(from, at + 1)
        yield text.length > longestObject ? null : text
        text = ''
        from = -1
      }
    }
    // Of an object that is too long, no more is kept than shows that it is.
    if (from !== -1 && text.length <= longestObject) text += part.slice(from)
  }
  if (depth > 0) yield null
}
