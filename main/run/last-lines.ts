/** The end of a child's log, for the sentence that tells how it died. */
import { readFileSync } from 'node:fs'

/** The last few lines that are not empty, as one line of at most 500 characters; empty where there is no log. */
export function lastLines(logFile: string): string {
  let text: string
  try {
    text = readFileSync(logFile, 'utf8')
  } catch {
    return ''
  }
  const lines = text.split('\n').map((line) => line.trim())
  return lines
    .filter((line) => line !== '')
    .slice(-3)
    .join(' ')
    .slice(-500)
}
