/**
 * The text files that come with ILSVRC: the words of each synset, and the classes of the pictures in `val`, which lie
 * in no folders of classes.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../lib/failure.ts'
import { readLines } from './lines.ts'

/** Folders of classes and what they are called, in the order of the file. */
export type Synsets = ReadonlyMap<string, string>

/** Most lines of either file; ILSVRC has 1,000 and 50,000. */
const mostLines = 2_000_000

/** Reads lines of `n01440764 tench, Tinca tinca`. Names that several synsets have get the synset behind them. */
export async function readSynsets(file: string): Promise<Synsets> {
  const rows: (readonly [folder: string, name: string])[] = []
  for await (const line of linesOf(file)) {
    const [folder = '', ...words] = line.split(/\s+/)
    rows.push([folder, words.length > 0 ? words.join(' ') : folder])
  }
  const uses = Map.groupBy(rows, ([, name]) => name)
  return new Map(rows.map(([folder, name]) => [folder, uses.get(name)!.length > 1 ? `${name} (${folder})` : name]))
}

/** The class of a picture by its name, as a folder of a class would be called; `undefined` where the file has none. */
export type Truth = (name: string) => string | undefined

/**
 * Reads the classes of a flat folder's pictures. `classes` are what its numbers count.
 * Throws `Failure('invalid-input')` where a number is beyond them.
 */
export async function readTruth(file: string, classes: readonly string[]): Promise<Truth> {
  const byName = new Map<string, string>()
  const byNumber: string[] = []
  for await (const line of linesOf(file)) {
    const [first = '', second] = line.split(/\s+/)
    if (second === undefined) byNumber.push(classOf(first, 1))
    else byName.set(first.slice(first.lastIndexOf('/') + 1), classOf(second, 0))
  }
  return (name) => byName.get(name) ?? byNumber[numberAtEnd(name) - 1]

  function classOf(text: string, from: number): string {
    if (!/^\d+$/.test(text)) return text
    const found = classes[Number(text) - from]
    if (found !== undefined) return found
    throw new Failure(
      'invalid-input',
      `${file} names class ${text}, and there are ${classes.length}. Give the file of class names that it counts.`,
    )
  }
}

/** The two files, where they lie beside the folders of pictures under the names that they were given out with. */
export async function findTexts(folder: string): Promise<{ groundTruth?: string; classNames?: string }> {
  const names = await readdir(folder)
  const find = (pattern: RegExp) => names.find((name) => pattern.test(name))
  const groundTruth = find(/ground_?truth.*\.txt$/i)
  const classNames = find(/^(synset_words|LOC_synset_mapping)\.txt$/i)
  return {
    ...(groundTruth !== undefined && { groundTruth: join(folder, groundTruth) }),
    ...(classNames !== undefined && { classNames: join(folder, classNames) }),
  }
}

function numberAtEnd(name: string): number {
  return Number(/(\d+)\.[^.]*$/.exec(name)?.[1] ?? 0)
}

/** The lines that are not empty, trimmed. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let count = 0
  try {
    for await (const lines of readLines(file)) {
      count += lines.length
      if (count > mostLines) throw new Failure('invalid-input', `${file} has too many lines to be a list of classes.`)
      for (const line of lines) if (line?.trim()) yield line.trim()
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new Failure('invalid-input', `${file} cannot be read (${code ?? String(error)}). Choose another text file.`)
  }
}
