/**
 * What acts do to pictures: lists of those that had one value of a column and have another since. An act over a million
 * pictures is a few rows, and is applied by a few statements.
 */
import type { Database } from 'better-sqlite3'
import { splits } from '../../preload/contract/index.ts'
import { tallier } from './tallies.ts'

/** The columns of a picture that acts change; `splitNumber` is a position in `splits` of the contract. */
export const fields = ['classId', 'splitNumber', 'fixed', 'excluded'] as const
export type Field = (typeof fields)[number]
export type Value = number | null

/** Pictures by ascending id, column by column, as they are before a field of theirs changes. */
export interface PicturesBefore {
  readonly ids: readonly number[]
  readonly values: readonly Value[]
  readonly classIds: readonly (number | null)[]
  /** 0 or 1. */
  readonly excluded: ArrayLike<number>
}

interface Change {
  readonly field: Field
  readonly before: Value
  readonly after: Value
  /** Ids as JSON. */
  readonly pictures: string
}

/** The act that changes something. */
export interface Changing {
  readonly id: number
  readonly datasetId: number
}

export interface PictureChanges {
  /** Gives pictures this value; those that have it already are left as they are. Each at most once a field. */
  set(field: Field, imageIds: readonly number[], value: Value): void
  /** Moves pictures, each to another split than its own: to the one of that number. */
  move(before: PicturesBefore, splitNumbers: readonly number[]): void
  /** Turns pictures to what they were before another act, or after it. */
  turn(ofId: number, direction: 'undo' | 'redo'): void
  /** How many pictures have changed. */
  count(): number
}

export function pictureChanger(database: Database): (act: Changing) => PictureChanges {
  const insert = database.prepare<[Change & { act: number; place: number }]>(`
    INSERT INTO changes (actId, place, field, before, after, pictures)
    VALUES (@act, @place, @field, @before, @after, @pictures)`)
  const selectOf = database.prepare<[number], Change>(
    'SELECT field, before, after, pictures FROM changes WHERE actId = ? ORDER BY place',
  )
  const countOf = database
    .prepare<[number], number>('SELECT count(DISTINCT value) FROM changes, json_each(pictures) WHERE actId = ?')
    .pluck()
  const updateSplits = database.prepare<[{ moves: string }]>(`
    UPDATE pictures SET splitNumber = moved.value % ${splits.length} FROM json_each(@moves) AS moved
    WHERE pictures.id = moved.value / ${splits.length}`)
  const columns = fields.map((field) => columnOf(database, field))
  const columnFor = (field: Field) => columns[fields.indexOf(field)]!
  const tally = tallier(database)

  return ({ id: act, datasetId }) => {
    const counts = new Map<Field, number>()
    let written = 0

    function keep(field: Field, before: Value, after: Value, ids: readonly number[]): void {
      insert.run({ act, place: written++, field, before, after, pictures: JSON.stringify(ids) })
      counts.set(field, (counts.get(field) ?? 0) + ids.length)
    }

    function move(before: PicturesBefore, splitNumbers: readonly number[]): void {
      const { ids, values } = before
      if (ids.length === 0) return
      const lists = Map.groupBy(ids.keys(), (place) => values[place]! * splits.length + splitNumbers[place]!)
      for (const [kind, places] of lists) {
        const [from, to] = [Math.floor(kind / splits.length), kind % splits.length]
        keep(
          'splitNumber',
          from,
          to,
          places.map((place) => ids[place]!),
        )
      }
      // The number of a split behind that of its picture, so that all are written in one pass over the table.
      updateSplits.run({ moves: JSON.stringify(ids.map((id, place) => id * splits.length + splitNumbers[place]!)) })
      tally.move(datasetId, before, splitNumbers)
    }

    function set(field: Field, pictures: string, value: Value): void {
      const before = columnFor(field).differing(pictures, value)
      const { ids, values } = before
      if (field === 'splitNumber') {
        move(before, new Array<number>(ids.length).fill(value!))
        return
      }
      for (const [former, changed] of Map.groupBy(ids, (_, place) => values[place]!))
        keep(field, former, value, changed)
      columnFor(field).write(JSON.stringify(ids), value)
    }

    return {
      move,
      set: (field, imageIds, value) => {
        set(field, JSON.stringify(imageIds), value)
      },
      turn(ofId, direction) {
        const changes = selectOf.all(ofId)
        if (direction === 'redo') for (const { field, pictures, after } of changes) set(field, pictures, after)
        else for (const { field, pictures, before } of changes.reverse()) set(field, pictures, before)
      },
      // A picture counts once however many of its columns have changed.
      count: () => (counts.size > 1 ? countOf.get(act)! : ([...counts.values()][0] ?? 0)),
    }
  }
}

/** Reads and writes one column of pictures. `field` is one of ours, never a person's text. */
function columnOf(database: Database, field: Field) {
  const selectDiffering = database.prepare<
    [{ pictures: string; value: Value }],
    { ids: string; values: string; classIds: string; excluded: string }
  >(`
    SELECT json_group_array(id) AS ids, json_group_array(${field}) AS "values", json_group_array(classId) AS classIds,
      json_group_array(excluded) AS excluded
    FROM pictures WHERE id IN (SELECT value FROM json_each(@pictures)) AND ${field} IS NOT @value`)
  const update = database.prepare<[{ pictures: string; value: Value }]>(`
    UPDATE pictures SET ${field} = @value FROM json_each(@pictures) AS changed WHERE pictures.id = changed.value`)
  return {
    /** Those that have another value. */
    differing(pictures: string, value: Value): PicturesBefore {
      const { ids, values, classIds, excluded } = selectDiffering.get({ pictures, value })!
      return {
        ids: JSON.parse(ids) as number[],
        values: JSON.parse(values) as Value[],
        classIds: JSON.parse(classIds) as (number | null)[],
        excluded: JSON.parse(excluded) as number[],
      }
    },
    write: (pictures: string, value: Value) => void update.run({ pictures, value }),
  }
}
