/** Lists pictures: which pass a filter, how many, and in what order. */
import type { Database, Statement } from 'better-sqlite3'
import { answeringRun, type ImageFilter, type ImageSort, type Split } from '../../preload/contract/index.ts'
import { findingCondition } from './findings.ts'

export interface Listing {
  /** `null` where that has not been kept count of, so that the ids must be listed. */
  count(datasetId: number, filter: ImageFilter): number | null
  /** Ids in order; `sort.like` is not looked at. */
  ids(datasetId: number, filter: ImageFilter, sort: ImageSort, offset: number, limit: number): number[]
}

/** In SQL, no limit. */
export const unlimited = -1

export function listingOf(database: Database): Listing {
  database.function('nameContains', { deterministic: true }, nameContains)
  /** By their text: a filter's shape is prepared once. */
  const prepared = new Map<string, Statement<[Values], number>>()

  function statement(text: string): Statement<[Values], number> {
    const known = prepared.get(text)
    if (known) return known
    const made = database.prepare<[Values], number>(text).pluck()
    prepared.set(text, made)
    return made
  }

  return {
    count(datasetId, filter) {
      if (!isTallied(filter)) return null
      const text = `SELECT ifnull(sum(images), 0) FROM tallies
        WHERE datasetId = @datasetId AND ${conditions(filter, 'classId = 0')}`
      return statement(text).get(values(datasetId, filter, 0, 0))!
    },
    ids(datasetId, filter, { by, descending }, offset, limit) {
      const text = `SELECT id FROM ${rows(filter, by)} AND ${conditions(filter)}
        ORDER BY ${order(by, descending)} LIMIT @limit OFFSET @offset`
      return statement(text).all(values(datasetId, filter, offset, limit))
    },
  }
}

/** Whether the number of pictures that pass has been kept count of. */
function isTallied({ text, groupId, finding, mistakesOf, suggestedBy }: ImageFilter): boolean {
  return ![groupId, finding, mistakesOf, suggestedBy].some((part) => part !== undefined) && !text
}

interface Values {
  readonly datasetId: number
  readonly classId: number | null
  readonly split: Split | null
  /** In lower case. */
  readonly text: string | null
  readonly groupId: number | null
  /** The run whose answers are asked about. */
  readonly runId: number | null
  readonly answerId: number | null
  readonly atLeast: number | null
  readonly offset: number
  readonly limit: number
}

function values(datasetId: number, filter: ImageFilter, offset: number, limit: number): Values {
  return {
    datasetId,
    classId: filter.classId ?? null,
    split: filter.split ?? null,
    text: filter.text?.toLowerCase() ?? null,
    groupId: filter.groupId ?? null,
    runId: answeringRun(filter) ?? null,
    answerId: filter.answerId ?? null,
    atLeast: filter.atLeast ?? null,
    offset,
    limit,
  }
}

/** The rows of a dataset, by the table whose order is asked for; files only where they are asked about. */
function rows({ text }: ImageFilter, by: ImageSort['by']): string {
  // SQLite takes a cross join as it is written, the left one first.
  if (by === 'name' || by === 'date') {
    return 'files CROSS JOIN pictures ON id = pictureId WHERE files.datasetId = @datasetId'
  }
  const joined = text ? 'pictures CROSS JOIN files ON pictureId = id' : 'pictures'
  return `${joined} WHERE pictures.datasetId = @datasetId`
}

/** What rows pass the filter, where `unlabelled` picks those without a label. */
function conditions(filter: ImageFilter, unlabelled = 'classId IS NULL'): string {
  const parts = ['TRUE']
  // Numbers rather than values, as the index of excluded pictures asks for.
  if (filter.excluded !== 'too') parts.push(filter.excluded === 'only' ? 'excluded = 1' : 'excluded = 0')
  if (filter.classId === null) parts.push(unlabelled)
  else if (filter.classId !== undefined) parts.push('classId = @classId')
  if (filter.split !== undefined) parts.push('split = @split')
  if (filter.text) parts.push('nameContains(path, @text)')
  if (filter.groupId !== undefined) {
    parts.push('id IN (SELECT pictureId FROM duplicates WHERE datasetId = @datasetId AND groupId = @groupId)')
  }
  if (filter.finding !== undefined) parts.push(findingCondition(filter.finding))
  if (answeringRun(filter) !== undefined) {
    const kind =
      filter.mistakesOf === undefined ? 'suggested = 1' : 'suggested = 0 AND answers.classId <> answered.classId'
    parts.push(`id IN (
      SELECT pictureId FROM answers JOIN pictures AS answered ON answered.id = pictureId
      WHERE runId = @runId AND ${kind} AND ifnull(answers.classId = @answerId, TRUE)
        AND ifnull(probability >= @atLeast, @atLeast IS NULL))`)
  }
  return parts.join(' AND ')
}

function order(by: ImageSort['by'], descending: boolean): string {
  const way = descending ? 'DESC' : 'ASC'
  const keys = {
    import: [],
    name: ['path'],
    date: ['modifiedAt'],
    class: ['(SELECT position FROM classes WHERE classes.id = classId)'],
    similarity: ['look'],
    certainty: ['(SELECT probability FROM answers WHERE runId = @runId AND pictureId = id)'],
  } satisfies Record<ImageSort['by'], readonly string[]>
  const number = by === 'name' || by === 'date' ? 'pictureId' : 'id'
  return [...keys[by], number].map((key) => `${key} ${way}`).join(', ')
}

/** In JavaScript, because SQLite folds the case of ASCII letters only. `text` is in lower case. */
function nameContains(path: unknown, text: unknown): 0 | 1 {
  const whole = String(path)
  return whole
    .slice(whole.lastIndexOf('/') + 1)
    .toLowerCase()
    .includes(String(text))
    ? 1
    : 0
}
