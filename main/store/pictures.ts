/** Reads and writes pictures, the files that could not be read, and labels. */
import type { Database, Statement } from 'better-sqlite3'
import { join } from 'node:path'
import type { ImageFilter, ImageItem, Split } from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import { labelWriter } from './labels.ts'
import type { NewPicture, NewProblem, PictureStore, SampleTable } from './store.ts'

interface PictureRow extends Omit<NewPicture, 'conversions'> {
  readonly datasetId: number
  readonly conversions: string | null
}

export function pictureStore(database: Database): PictureStore {
  const labels = labelWriter(database)
  const insert = database.prepare<[PictureRow]>(`
    INSERT INTO pictures (datasetId, sourceId, path, classId, split, bytes, modifiedAt, width, height, sha256,
      pixelIndex, conversions)
    VALUES (@datasetId, @sourceId, @path, @classId, @split, @bytes, @modifiedAt, @width, @height, @sha256,
      @pixelIndex, @conversions)`)
  const insertProblem = database.prepare<[NewProblem & { datasetId: number }]>(`
    INSERT INTO problems (datasetId, sourceId, path, reason) VALUES (@datasetId, @sourceId, @path, @reason)
      ON CONFLICT DO UPDATE SET reason = excluded.reason`)
  const moveToTraining = database.prepare<[{ datasetId: number }]>(`
    WITH
      bare AS (
        SELECT classId FROM tallies WHERE datasetId = @datasetId AND classId <> 0
        GROUP BY classId HAVING sum(images) > 0 AND sum(images * (split = 'train')) = 0),
      drawn AS (SELECT id FROM sources WHERE datasetId = @datasetId AND split IS NULL),
      chosen AS (
        SELECT min(sha256) AS sha256 FROM pictures
        WHERE datasetId = @datasetId AND classId IN bare AND sourceId IN drawn GROUP BY classId)
    UPDATE pictures SET split = 'train'
    WHERE datasetId = @datasetId AND sourceId IN drawn AND split <> 'train' AND sha256 IN (SELECT sha256 FROM chosen)`)
  const selectOne = database.prepare<
    [number],
    { datasetId: number; folder: string; path: string; pixelIndex: number; classId: number | null }
  >(`
    SELECT pictures.datasetId, folder, path, pixelIndex, classId
    FROM pictures JOIN sources ON sources.id = sourceId WHERE pictures.id = ?`)
  const selectItems = database.prepare<[number, string], ImageItem>(`
    SELECT id, path, classId, split, width, height FROM pictures
    WHERE datasetId = ? AND id IN (SELECT value FROM json_each(?))`)
  const countProblems = database.prepare<[number], { total: number }>(
    'SELECT count(*) AS total FROM problems WHERE datasetId = ?',
  )
  const selectProblems = database.prepare<[number, number, number], { folder: string; path: string; reason: string }>(`
    SELECT folder, path, reason FROM problems JOIN sources ON sources.id = sourceId
    WHERE problems.datasetId = ? ORDER BY problems.id LIMIT ? OFFSET ?`)
  const countLabelled = database.prepare<[number, Split], { total: number }>(`
    SELECT ifnull(sum(images), 0) AS total FROM tallies WHERE datasetId = ? AND split = ? AND classId <> 0`)
  const selectSamples = database.prepare<[number, Split], [number, number, number]>(`
    SELECT id, pixelIndex, classId FROM pictures
    WHERE datasetId = ? AND split = ? AND classId IS NOT NULL ORDER BY id`)
  selectSamples.raw()

  const pages = new Map<string, PageStatements>()
  database.function('nameContains', { deterministic: true }, nameContains)

  /** The statements of a filter's shape, prepared once. */
  function page(filter: ImageFilter): PageStatements {
    const condition = conditions(filter)
    const known = pages.get(condition)
    if (known) return known
    const statements = {
      // Names must be looked at one by one; everything else has been counted.
      count: database.prepare<[PageValues], { total: number }>(
        filter.text
          ? `SELECT count(*) AS total FROM pictures WHERE ${condition}`
          : `SELECT ifnull(sum(images), 0) AS total FROM tallies WHERE ${conditions(filter, 'classId = 0')}`,
      ),
      ids: database
        .prepare<[PageValues], number>(`SELECT id FROM pictures WHERE ${condition} ORDER BY id`)
        .pluck() as Statement<[PageValues], number>,
      // The inner query skips along an index; only the page itself is looked up in the table.
      items: database.prepare<[PageValues], ImageItem>(`
        SELECT id, path, classId, split, width, height FROM pictures WHERE id IN (
          SELECT id FROM pictures WHERE ${condition} ORDER BY id LIMIT @limit OFFSET @offset
        ) ORDER BY id`),
    }
    pages.set(condition, statements)
    return statements
  }

  return {
    add: database.transaction((datasetId: number, pictures: readonly NewPicture[], problems: readonly NewProblem[]) => {
      const added = pictures.map((picture) => {
        const conversions = picture.conversions.length > 0 ? JSON.stringify(picture.conversions) : null
        const { lastInsertRowid } = insert.run({ ...picture, datasetId, conversions })
        return { id: Number(lastInsertRowid), classId: picture.classId }
      })
      labels.first(datasetId, added)
      for (const problem of problems) insertProblem.run({ ...problem, datasetId })
    }).immediate,
    fillTraining: (datasetId) => moveToTraining.run({ datasetId }).changes,
    page: database.transaction((datasetId: number, filter: ImageFilter, offset: number, limit: number) => {
      const { count, items } = page(filter)
      const values = pageValues(datasetId, filter, offset, limit)
      return { total: count.get(values)!.total, items: items.all(values) }
    }),
    ids: (datasetId, filter) => page(filter).ids.all(pageValues(datasetId, filter, 0, 0)),
    items(datasetId, ids) {
      const rows = new Map(selectItems.all(datasetId, JSON.stringify(ids)).map((row) => [row.id, row]))
      return ids.map((id) => rows.get(id)).filter((row) => row !== undefined)
    },
    get(id) {
      const row = selectOne.get(id)
      if (!row) throw new Failure('not-found', `There is no picture ${id} in this workspace any more. Reload the list.`)
      const { folder, path, ...rest } = row
      return { ...rest, file: join(folder, path) }
    },
    label: labels.change,
    problems: (datasetId, offset, limit) => ({
      total: countProblems.get(datasetId)!.total,
      items: selectProblems
        .all(datasetId, limit, offset)
        .map(({ folder, path, reason }) => ({ path: join(folder, path), reason })),
    }),
    samples: database.transaction((datasetId: number, split: Split, classIds: readonly number[]): SampleTable => {
      const positions = new Map(classIds.map((classId, position) => [classId, position]))
      const { total } = countLabelled.get(datasetId, split)!
      const ids = new Float64Array(total)
      const pixelIndices = new Float64Array(total)
      const labelsOfSplit = new Int32Array(total)
      let count = 0
      for (const [id, pixelIndex, classId] of selectSamples.iterate(datasetId, split)) {
        const position = positions.get(classId)
        if (position === undefined) continue
        ids[count] = id
        pixelIndices[count] = pixelIndex
        labelsOfSplit[count] = position
        count++
      }
      return {
        ids: ids.slice(0, count),
        pixelIndices: pixelIndices.slice(0, count),
        labels: labelsOfSplit.slice(0, count),
      }
    }),
  }
}

interface PageValues {
  readonly datasetId: number
  readonly classId: number | null
  readonly split: Split | null
  /** In lower case. */
  readonly text: string | null
  readonly offset: number
  readonly limit: number
}

function pageValues(datasetId: number, filter: ImageFilter, offset: number, limit: number): PageValues {
  return {
    datasetId,
    classId: filter.classId ?? null,
    split: filter.split ?? null,
    text: filter.text?.toLowerCase() ?? null,
    offset,
    limit,
  }
}

interface PageStatements {
  readonly ids: Statement<[PageValues], number>
  readonly count: Statement<[PageValues], { total: number }>
  readonly items: Statement<[PageValues], ImageItem>
}

/** What rows pass the filter, where `unlabelled` picks those without a label. */
function conditions(filter: ImageFilter, unlabelled = 'classId IS NULL'): string {
  const parts = ['datasetId = @datasetId']
  if (filter.classId === null) parts.push(unlabelled)
  else if (filter.classId !== undefined) parts.push('classId = @classId')
  if (filter.split !== undefined) parts.push('split = @split')
  if (filter.text) parts.push('nameContains(path, @text)')
  return parts.join(' AND ')
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
