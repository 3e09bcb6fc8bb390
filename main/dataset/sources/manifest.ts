/**
 * A list of pictures with their labels and splits: CSV with a header line (`path,label,split`; the last two may be
 * missing), a JSON array of such objects, or one object a line. A wrong row costs that row.
 */
import { basename, isAbsolute, join, relative } from 'node:path'
import { splits, type Split } from '../../../preload/contract/index.ts'
import { Failure } from '../../lib/failure.ts'
import { csvFields, separatorOf } from './csv.ts'
import { entryPath } from './entry-path.ts'
import { jsonObjects } from './json-objects.ts'
import { readLines } from './lines.ts'
import { splitNamed } from './names.ts'
import { unheard, type Entry, type Hear, type Source } from './source.ts'

/** @param folder what its paths begin in and may not leave; both absolute, links resolved */
export function manifestSource(manifest: string, folder: string): Source {
  return {
    kind: 'manifest',
    path: manifest,
    folder,
    entries: (hear = unheard) => entriesOf(manifest, folder, hear),
  }
}

async function* entriesOf(manifest: string, folder: string, hear: Hear): AsyncGenerator<Entry> {
  const rows = /\.(json|jsonl|ndjson)$/i.test(manifest) ? jsonRows(manifest, hear) : csvRows(manifest, hear)
  for await (const page of rows) {
    for (const { place, row } of page) {
      const entry = typeof row === 'string' ? row : entryOf(row, folder)
      yield typeof entry === 'string' ? { path: `${basename(manifest)}, ${place}`, reason: entry } : entry
    }
  }
}

/** A row of a manifest, or what is wrong with it. */
interface PlacedRow {
  /** `line 7` */
  readonly place: string
  readonly row: Row | string
}

interface Row {
  readonly path: unknown
  readonly label: unknown
  readonly split: unknown
}

/** What the columns are called, here and by others. */
const columns: Readonly<Record<keyof Row, readonly string[]>> = {
  path: ['path', 'file', 'filename', 'file_name', 'image', 'image_path'],
  label: ['label', 'class', 'category', 'class_name'],
  split: ['split', 'subset', 'set'],
}

async function* csvRows(manifest: string, hear: Hear): AsyncGenerator<PlacedRow[]> {
  let number = 0
  let header: Header | undefined
  for await (const lines of readLines(manifest, hear)) {
    const rows: PlacedRow[] = []
    for (const line of lines) {
      number++
      if (!header) header = readHeader(line, manifest)
      else if (line?.trim() !== '') rows.push({ place: `line ${number}`, row: csvRow(line, header) })
    }
    yield rows
  }
}

interface Header {
  readonly separator: string
  /** Which field is which; -1 for none. */
  readonly places: Readonly<Record<keyof Row, number>>
}

function readHeader(line: string | null, manifest: string): Header {
  const separator = separatorOf(line ?? '')
  const names = csvFields(line ?? '', separator).map((name) => name.trim().toLowerCase())
  const place = (key: keyof Row) => names.findIndex((name) => columns[key].includes(name))
  const places = { path: place('path'), label: place('label'), split: place('split') }
  if (places.path !== -1) return { separator, places }
  throw new Failure(
    'invalid-input',
    `${manifest} is no list of pictures: its first line names no column “path”. Begin it with “path,label,split”.`,
  )
}

function csvRow(line: string | null, { separator, places }: Header): Row | string {
  if (line === null) return 'the line is too long'
  try {
    const fields = csvFields(line, separator)
    return { path: fields[places.path], label: fields[places.label], split: fields[places.split] }
  } catch (error) {
    return `the line cannot be read: ${(error as Error).message}`
  }
}

async function* jsonRows(manifest: string, hear: Hear): AsyncGenerator<PlacedRow[]> {
  let number = 0
  for await (const text of jsonObjects(manifest, hear)) {
    number++
    yield [{ place: `entry ${number}`, row: jsonRow(text) }]
  }
}

function jsonRow(text: string | null): Row | string {
  if (text === null) return 'the entry is too long, or is not closed'
  try {
    const object = JSON.parse(text) as Readonly<Record<string, unknown>>
    const value = (key: keyof Row) => columns[key].map((name) => object[name]).find((one) => one !== undefined)
    return { path: value('path'), label: value('label'), split: value('split') }
  } catch {
    return 'the entry is not valid JSON'
  }
}

/** Longest name of a class, as the contract has it. */
const longestLabel = 200

function entryOf({ path, label, split }: Row, folder: string): Entry | string {
  if (typeof path !== 'string' || path.trim() === '') return 'it names no picture'
  const below = isAbsolute(path) ? relative(folder, path) : path
  const checked = entryPath(below, 'picture folder')
  if ('reason' in checked) return `${checked.reason} (${path})`
  const name = typeof label === 'string' || typeof label === 'number' ? `${label}`.trim().normalize('NFC') : ''
  if (name.length > longestLabel) return `its label is longer than ${longestLabel} characters`
  const named = splitOf(split)
  if (named === undefined) return `there is no split “${String(split)}”; write ${splits.join(', ')} or nothing`
  return {
    path: checked.path,
    location: { kind: 'file', path: join(folder, checked.path), within: folder },
    row: { label: name === '' ? null : name, split: named },
  }
}

/** `undefined` where it is something else. */
function splitOf(value: unknown): Split | null | undefined {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'string' ? (value.trim() === '' ? null : splitNamed(value.trim())) : undefined
}
