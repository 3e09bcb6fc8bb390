/** Reads and writes pictures, and the files that could not be read. */
import type { Database } from 'better-sqlite3'
import { join } from 'node:path'
import {
  splits,
  type ImageFilter,
  type ImageItem,
  type ImageSort,
  type Problem,
  type ProblemKind,
  type Split,
} from '../../preload/contract/index.ts'
import { Failure } from '../lib/failure.ts'
import type { FingerprintWriter } from './fingerprints.ts'
import { listingOf, unlimited } from './listing.ts'
import type { PictureActs } from './picture-acts.ts'
import type { NewPicture, NewProblem, PictureStore, SampleTable } from './store.ts'

interface PictureRow extends Omit<NewPicture, 'split' | 'conversions' | 'fixed' | 'fingerprint'> {
  readonly datasetId: number
  readonly splitNumber: number
  readonly conversions: string | null
  readonly fixed: 0 | 1
}

type StoredItem = Omit<ImageItem, 'excluded'> & { readonly excluded: 0 | 1 }
type StoredProblem = { readonly folder: string } & Problem

const byImport: ImageSort = { by: 'import', descending: false }

const insertText = `
  INSERT INTO pictures (datasetId, classId, splitNumber, fixed, pixelIndex, content)
  VALUES (@datasetId, @classId, @splitNumber, max(@fixed, (SELECT split IS NOT NULL FROM sources WHERE id = @sourceId)),
    @pixelIndex, substr(@sha256, 1, 8))`

const insertFileText = `
  INSERT INTO files (pictureId, datasetId, sourceId, path, bytes, modifiedAt, width, height, sha256, conversions)
  VALUES (last_insert_rowid(), @datasetId, @sourceId, @path, @bytes, @modifiedAt, @width, @height, @sha256, @conversions)`

const itemsText = `
  SELECT id, path, classId, split, width, height, excluded, modifiedAt,
    (SELECT groupId FROM duplicates WHERE pictureId = pictures.id) AS groupId
  FROM pictures JOIN files ON pictureId = id WHERE pictures.datasetId = ? AND id IN (SELECT value FROM json_each(?))`

export function pictureStore(database: Database, acts: PictureActs, fingerprints: FingerprintWriter): PictureStore {
  const insert = database.prepare<[PictureRow]>(insertText)
  const insertFile = database.prepare<[PictureRow]>(insertFileText)
  const insertProblem = database.prepare<[NewProblem & { datasetId: number; kind: ProblemKind }]>(`
    INSERT INTO problems (datasetId, sourceId, path, reason, kind) VALUES (@datasetId, @sourceId, @path, @reason, @kind)
      ON CONFLICT DO UPDATE SET reason = excluded.reason, kind = excluded.kind`)
  const selectOne = database.prepare<
    [number],
    { datasetId: number; folder: string; path: string; pixelIndex: number; classId: number | null }
  >(`
    SELECT pictures.datasetId, folder, path, pixelIndex, classId
    FROM pictures JOIN files ON pictureId = pictures.id JOIN sources ON sources.id = sourceId
    WHERE pictures.id = ?`)
  const selectItems = database.prepare<[number, string], StoredItem>(itemsText)
  const countProblems = database.prepare<[{ datasetId: number; kind: ProblemKind | null }], { total: number }>(
    'SELECT count(*) AS total FROM problems WHERE datasetId = @datasetId AND (@kind IS NULL OR kind = @kind)',
  )
  const selectProblems = database.prepare<
    [{ datasetId: number; kind: ProblemKind | null; limit: number; offset: number }],
    StoredProblem
  >(`
    SELECT folder, path, reason, problems.kind FROM problems JOIN sources ON sources.id = sourceId
    WHERE problems.datasetId = @datasetId AND (@kind IS NULL OR problems.kind = @kind)
    ORDER BY problems.id LIMIT @limit OFFSET @offset`)
  const countLabelled = database.prepare<[number, Split], { total: number }>(`
    SELECT ifnull(sum(images), 0) AS total FROM tallies WHERE datasetId = ? AND excluded = 0 AND split = ? AND classId <> 0`)
  const selectSamples = database.prepare<[number, Split], [number, number, number]>(`
    SELECT id, pixelIndex, classId FROM pictures
    WHERE datasetId = ? AND excluded = 0 AND split = ? AND classId IS NOT NULL ORDER BY id`)
  selectSamples.raw()

  const selectUnlabelled = database.prepare<[number], [number, number]>(
    'SELECT id, pixelIndex FROM pictures WHERE datasetId = ? AND excluded = 0 AND classId IS NULL ORDER BY id',
  )
  selectUnlabelled.raw()

  const listing = listingOf(database)

  function items(datasetId: number, ids: readonly number[]): ImageItem[] {
    const rows = new Map(selectItems.all(datasetId, JSON.stringify(ids)).map((row) => [row.id, row]))
    return ids
      .map((id) => rows.get(id))
      .filter((row) => row !== undefined)
      .map((row) => ({ ...row, excluded: row.excluded === 1 }))
  }

  function sorted(datasetId: number, filter: ImageFilter, sort: ImageSort, offset: number, limit: number): number[] {
    if (sort.by !== 'similarity' || sort.like === undefined) return listing.ids(datasetId, filter, sort, offset, limit)
    const ids = fingerprints.byLikeness(sort.like, listing.ids(datasetId, filter, byImport, 0, unlimited))
    if (sort.descending) ids.reverse()
    return limit === unlimited ? ids : ids.slice(offset, offset + limit)
  }

  return {
    ...acts,
    add: database.transaction((datasetId: number, pictures: readonly NewPicture[], problems: readonly NewProblem[]) => {
      for (const { split, fixed = false, fingerprint, ...picture } of pictures) {
        const conversions = picture.conversions.length > 0 ? JSON.stringify(picture.conversions) : null
        const row = {
          ...picture,
          datasetId,
          splitNumber: splits.indexOf(split),
          conversions,
          fixed: fixed ? 1 : 0,
        } as const
        const { lastInsertRowid } = insert.run(row)
        insertFile.run(row)
        if (fingerprint) fingerprints.add(Number(lastInsertRowid), fingerprint)
      }
      for (const problem of problems) insertProblem.run({ kind: 'unreadable', ...problem, datasetId })
    }).immediate,
    page: database.transaction(
      (datasetId: number, filter: ImageFilter, offset: number, limit: number, sort: ImageSort = byImport) => {
        const total = listing.count(datasetId, filter)
        if (total !== null) return { total, items: items(datasetId, sorted(datasetId, filter, sort, offset, limit)) }
        const ids = sorted(datasetId, filter, sort, 0, unlimited)
        return { total: ids.length, items: items(datasetId, ids.slice(offset, offset + limit)) }
      },
    ),
    ids: (datasetId, filter, sort = byImport) => sorted(datasetId, filter, sort, 0, unlimited),
    items,
    get(id) {
      const row = selectOne.get(id)
      if (!row) throw new Failure('not-found', `There is no picture ${id} in this workspace any more. Reload the list.`)
      const { folder, path, ...rest } = row
      return { ...rest, file: join(folder, path) }
    },
    problems(datasetId, offset, limit, kind) {
      const wanted = { datasetId, kind: kind ?? null }
      return {
        total: countProblems.get(wanted)!.total,
        items: selectProblems
          .all({ ...wanted, limit, offset })
          .map(({ folder, path, ...rest }) => ({ ...rest, path: join(folder, path) })),
      }
    },
    unlabelled(datasetId) {
      const rows = selectUnlabelled.all(datasetId)
      return {
        ids: Float64Array.from(rows, ([id]) => id),
        pixelIndices: Float64Array.from(rows, ([, pixelIndex]) => pixelIndex),
      }
    },
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
